#include "base/instant.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Instant, prints_what_it_read_to_the_microsecond) {
  for (const char* iso :
       {"2024-11-20T09:30:05.000000Z", "1969-12-31T23:59:59.999999Z", "2000-02-29T00:00:00.120000Z"})
    EXPECT_EQ(Instant::parse(iso).value().iso(), iso);
  EXPECT_EQ(Instant::parse("2024-11-20T09:30:05Z").value().iso(), "2024-11-20T09:30:05.000000Z");
  EXPECT_EQ(Instant::parse("2024-11-20T09:30:05.25Z").value().iso(), "2024-11-20T09:30:05.250000Z");
}

TEST(Instant, a_day_alone_means_its_last_microsecond) {
  Instant day = Instant::parse("2024-11-20").value();
  EXPECT_LT(Instant::parse("2024-11-20T23:59:59.999998Z").value(), day);
  EXPECT_LT(day, Instant::parse("2024-11-21T00:00:00Z").value());
  EXPECT_EQ(day.day().iso(), "2024-11-20");
}

TEST(Instant, refuses_what_is_no_instant) {
  for (const char* text :
       {"", "2024", "2024-11-31", "2024-11-20T25:00:00Z", "2024-11-20T09:30:05", "2024-11-20 09:30:05Z",
        "2024-11-20T09:30:05.Z", "2024-11-20T09:30:05.1234567Z", "2024-11-20T09:30:05.1x4Z"})
    EXPECT_FALSE(Instant::parse(text).ok()) << text;
}

}  // namespace
}  // namespace assay
