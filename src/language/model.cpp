#include "language/model.hpp"

#include <zstd.h>

#include "base/result.hpp"

namespace assay::language {
namespace {

constexpr std::string_view kMark = "ASSAYLM";
constexpr char kVersion = 2;
constexpr unsigned long long kLargest = 256ULL << 20;

}  // namespace

std::string pack_model(std::string_view payload) {
  std::string out(kMark);
  out += kVersion;
  const std::size_t head = out.size();
  out.resize(head + ZSTD_compressBound(payload.size()));
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 19);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  const std::size_t size =
      ZSTD_compress2(context, out.data() + head, out.size() - head, payload.data(), payload.size());
  ZSTD_freeCCtx(context);
  if (ZSTD_isError(size))
    throw Trouble(std::string("The model can't be compressed: ") + ZSTD_getErrorName(size));
  out.resize(head + size);
  return out;
}

Result<std::string> unpack_model(std::string_view bytes, std::string_view name) {
  const auto fail = [&](ErrorCode code, std::string message) {
    return Error{code, std::move(message), std::string(name)};
  };
  if (!bytes.starts_with(kMark) || bytes.size() < kMark.size() + 1) {
    return fail(ErrorCode::kBadFormat, "The file is no language model.");
  }
  if (bytes[kMark.size()] != kVersion) {
    return fail(ErrorCode::kUnsupported,
                "The language model is of another version; train it again with `assay language train`.");
  }
  bytes.remove_prefix(kMark.size() + 1);
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargest) {
    return fail(ErrorCode::kBadFormat, "The language model is cut short or broken.");
  }
  std::string out(size, '\0');
  const std::size_t got = ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(got) || got != size)
    return fail(ErrorCode::kBadFormat, "The language model is cut short or broken.");
  return out;
}

Result<ModelParts> read_parts(std::string_view bytes, std::string_view name) {
  Result<std::string> payload = unpack_model(bytes, name);
  if (!payload) return payload.error();
  ModelParts parts;
  std::string_view rest = *payload;
  if ((rest = parts.segmenter.load(rest)).data() == nullptr ||
      (rest = parts.morphology.load(rest)).data() == nullptr ||
      (rest = parts.analyser.load(rest)).data() == nullptr) {
    return Error{ErrorCode::kBadFormat, "The language model lacks a part.", std::string(name)};
  }
  return parts;
}

}  // namespace assay::language
