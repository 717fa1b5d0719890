# assay_embed_schema(TARGET FILES...): the .sql files, in order of their names, as the table that
# ledger/schema.hpp declares. Generated at build time, so that an edited file is compiled again.
function(assay_embed_schema target)
  set(generated ${CMAKE_BINARY_DIR}/generated/schema.cpp)
  list(JOIN ARGN "," files)
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DOUT=${generated} "-DFILES=${files}" -P ${CMAKE_SOURCE_DIR}/cmake/EmbedSchema.cmake
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/cmake/EmbedSchema.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${generated})
endfunction()
