#include "text/byte_stream.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace assay::text {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

Error system_error(int code) {
  switch (code) {
    case ENOENT:
    case ENOTDIR:
      return {ErrorCode::kNotFound, "there is no such file or folder", ""};
    case EACCES:
    case EPERM:
      return {ErrorCode::kNoPermission, "it may not be read by this user", ""};
    case ELOOP:
      return {ErrorCode::kNotFound, "this symbolic link leads back to itself", ""};
    case EISDIR:
      return {ErrorCode::kBadFormat, "it is a folder", ""};
    case ENAMETOOLONG:
      return {ErrorCode::kNotFound, "the name is too long for this system", ""};
    default:
      return {ErrorCode::kBadFormat, std::string("it cannot be read: ") + std::strerror(code), ""};
  }
}

class FileStream : public ByteStream {
 public:
  explicit FileStream(int fd) : fd_(fd), buffer_(kPiece) {}
  ~FileStream() override {
    if (fd_ > 0) ::close(fd_);
  }
  Result<std::string_view> next() override {
    for (;;) {
      const ssize_t got = ::read(fd_, buffer_.data(), buffer_.size());
      if (got >= 0) return std::string_view(buffer_.data(), static_cast<std::size_t>(got));
      if (errno != EINTR) return system_error(errno);
    }
  }

 private:
  int fd_;
  std::vector<char> buffer_;
};

class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(std::string_view bytes) : bytes_(bytes) {}
  Result<std::string_view> next() override {
    const std::string_view piece = bytes_.substr(0, kPiece);
    bytes_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view bytes_;
};

// Gives back a first piece that was looked at.
class Replay : public ByteStream {
 public:
  Replay(std::string first, std::unique_ptr<ByteStream> rest)
      : first_(std::move(first)), rest_(std::move(rest)) {}
  Result<std::string_view> next() override {
    if (!given_) {
      given_ = true;
      if (!first_.empty()) return std::string_view(first_);
    }
    return rest_->next();
  }

 private:
  std::string first_;
  bool given_ = false;
  std::unique_ptr<ByteStream> rest_;
};

// Watches how far a packed file has grown.
class Growth {
 public:
  explicit Growth(const Limits& limits) : limits_(limits) {}
  void took(std::size_t bytes) { packed_ += bytes; }
  bool allows(std::size_t bytes) {
    unpacked_ += bytes;
    return unpacked_ <= limits_.unpacked_free || unpacked_ / limits_.unpacked_ratio <= packed_;
  }
  Error error() const {
    return {ErrorCode::kTooLarge,
            "it unpacks to more than " + std::to_string(limits_.unpacked_free >> 20) + " MiB and more than " +
                std::to_string(limits_.unpacked_ratio) + " times its size; unpack it first if it is meant to",
            ""};
  }

 private:
  const Limits limits_;
  std::uint64_t packed_ = 0, unpacked_ = 0;
};

class GzipStream : public ByteStream {
 public:
  GzipStream(std::unique_ptr<ByteStream> packed, const Limits& limits)
      : packed_(std::move(packed)), growth_(limits), buffer_(kPiece) {
    std::memset(&zip_, 0, sizeof zip_);
    ready_ = inflateInit2(&zip_, 16 + MAX_WBITS) == Z_OK;
  }
  ~GzipStream() override {
    if (ready_) inflateEnd(&zip_);
  }
  Result<std::string_view> next() override {
    if (!ready_) return Error{ErrorCode::kBadFormat, "gzip could not be started", ""};
    for (;;) {
      if (zip_.avail_in == 0) {
        auto piece = packed_->next();
        if (!piece.ok()) return piece.error();
        if (piece->empty()) {
          if (between_) return std::string_view();
          return Error{ErrorCode::kBadFormat, "this gzip file ends early; fetch it again", ""};
        }
        growth_.took(piece->size());
        zip_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece->data()));
        zip_.avail_in = static_cast<uInt>(piece->size());
      }
      if (between_) {  // another member, or padding after the last
        if (*zip_.next_in == 0) {
          ++zip_.next_in;
          --zip_.avail_in;
          continue;
        }
        if (inflateReset(&zip_) != Z_OK) return broken();
        between_ = false;
      }
      zip_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
      zip_.avail_out = static_cast<uInt>(buffer_.size());
      const int code = inflate(&zip_, Z_NO_FLUSH);
      if (code == Z_STREAM_END)
        between_ = true;
      else if (code != Z_OK && code != Z_BUF_ERROR)
        return broken();
      const std::size_t made = buffer_.size() - zip_.avail_out;
      if (!growth_.allows(made)) return growth_.error();
      if (made > 0) return std::string_view(buffer_.data(), made);
    }
  }

 private:
  static Error broken() { return {ErrorCode::kBadFormat, "this gzip file is broken; fetch it again", ""}; }
  std::unique_ptr<ByteStream> packed_;
  Growth growth_;
  std::vector<char> buffer_;
  z_stream zip_;
  bool ready_ = false, between_ = false;
};

class ZstdStream : public ByteStream {
 public:
  ZstdStream(std::unique_ptr<ByteStream> packed, const Limits& limits)
      : packed_(std::move(packed)),
        growth_(limits),
        buffer_(ZSTD_DStreamOutSize()),
        zip_(ZSTD_createDCtx(), &ZSTD_freeDCtx) {
    // The window is the only memory that a zstd file can ask for: 64 MiB at most.
    ZSTD_DCtx_setParameter(zip_.get(), ZSTD_d_windowLogMax, 26);
  }
  Result<std::string_view> next() override {
    for (;;) {
      if (in_.pos == in_.size && !full_) {
        auto piece = packed_->next();
        if (!piece.ok()) return piece.error();
        if (piece->empty()) {
          if (left_ == 0) return std::string_view();
          return Error{ErrorCode::kBadFormat, "this zstd file ends early; fetch it again", ""};
        }
        growth_.took(piece->size());
        in_ = {piece->data(), piece->size(), 0};
      }
      ZSTD_outBuffer out{buffer_.data(), buffer_.size(), 0};
      left_ = ZSTD_decompressStream(zip_.get(), &out, &in_);
      if (ZSTD_isError(left_)) {
        return Error{ErrorCode::kBadFormat,
                     std::string("this zstd file is broken: ") + ZSTD_getErrorName(left_), ""};
      }
      full_ = out.pos == out.size;  // more may wait inside
      if (!growth_.allows(out.pos)) return growth_.error();
      if (out.pos > 0) return std::string_view(buffer_.data(), out.pos);
    }
  }

 private:
  std::unique_ptr<ByteStream> packed_;
  Growth growth_;
  std::vector<char> buffer_;
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> zip_;
  ZSTD_inBuffer in_{nullptr, 0, 0};
  std::size_t left_ = 0;
  bool full_ = false;
};

Result<std::unique_ptr<ByteStream>> unpacked(std::unique_ptr<ByteStream> raw, const Limits& limits) {
  std::string first;
  while (first.size() < 4) {
    auto piece = raw->next();
    if (!piece.ok()) return piece.error();
    if (piece->empty()) break;
    first.append(*piece);
  }
  const bool gzip = first.starts_with("\x1F\x8B");
  const bool zstd = first.starts_with("\x28\xB5\x2F\xFD");
  std::unique_ptr<ByteStream> stream = std::make_unique<Replay>(std::move(first), std::move(raw));
  if (gzip) stream = std::make_unique<GzipStream>(std::move(stream), limits);
  if (zstd) stream = std::make_unique<ZstdStream>(std::move(stream), limits);
  return stream;
}

}  // namespace

Result<std::unique_ptr<ByteStream>> ByteStream::open(const std::string& path, const Limits& limits) {
  int fd = 0;
  if (path != "-") {
    fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return system_error(errno);
    struct stat status;
    if (::fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
      ::close(fd);
      return system_error(EISDIR);
    }
  }
  return unpacked(std::make_unique<FileStream>(fd), limits);
}

Result<std::unique_ptr<ByteStream>> ByteStream::over(std::string_view bytes, const Limits& limits) {
  return unpacked(std::make_unique<MemoryStream>(bytes), limits);
}

}  // namespace assay::text
