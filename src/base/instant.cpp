#include "base/instant.hpp"

#include <fmt/format.h>

#include <chrono>

namespace assay {
namespace {

constexpr std::int64_t kSecond = 1'000'000, kDay = 86'400 * kSecond;

Error bad_instant(std::string_view text) {
  return {ErrorCode::kBadArgument,
          fmt::format("'{}' is no instant: write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ (UTC)", text), ""};
}

int two_digits(std::string_view text, std::size_t at) {  // -1 when they are none
  if (at + 2 > text.size()) return -1;
  char a = text[at], b = text[at + 1];
  if (a < '0' || a > '9' || b < '0' || b > '9') return -1;
  return (a - '0') * 10 + (b - '0');
}

}  // namespace

Instant Instant::now() {
  auto since = std::chrono::system_clock::now().time_since_epoch();
  return Instant(std::chrono::duration_cast<std::chrono::microseconds>(since).count());
}

Result<Instant> Instant::parse(std::string_view iso) {
  auto day = Day::parse(iso.substr(0, 10));
  if (!day.ok()) return bad_instant(iso);
  std::int64_t micros = day->number() * kDay;
  if (iso.size() == 10) return Instant(micros + kDay - 1);
  if (iso.size() < 20 || iso[10] != 'T' || iso[13] != ':' || iso[16] != ':' || iso.back() != 'Z')
    return bad_instant(iso);
  int hour = two_digits(iso, 11), minute = two_digits(iso, 14), second = two_digits(iso, 17);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return bad_instant(iso);
  micros += ((hour * 60 + minute) * 60 + second) * kSecond;
  std::string_view rest = iso.substr(19, iso.size() - 20);
  if (!rest.empty()) {
    if (rest[0] != '.' || rest.size() < 2 || rest.size() > 7) return bad_instant(iso);
    std::int64_t unit = kSecond;
    for (char c : rest.substr(1)) {
      if (c < '0' || c > '9') return bad_instant(iso);
      unit /= 10;
      micros += (c - '0') * unit;
    }
  }
  return Instant(micros);
}

Day Instant::day() const {
  std::int64_t days = micros_ / kDay - (micros_ % kDay < 0 ? 1 : 0);
  return Day::from_number(static_cast<std::int32_t>(days));
}

std::string Instant::iso() const {
  Day date = day();
  std::int64_t rest = micros_ - date.number() * kDay;
  std::int64_t seconds = rest / kSecond;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z", date.iso(), seconds / 3600, seconds / 60 % 60,
                     seconds % 60, rest % kSecond);
}

}  // namespace assay
