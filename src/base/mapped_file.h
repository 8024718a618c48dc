// A file mapped read-only into memory.
#ifndef DRAGOMAN_BASE_MAPPED_FILE_H_
#define DRAGOMAN_BASE_MAPPED_FILE_H_

#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman {

class MappedFile {
 public:
  /// Errors: kNotFound, kIo (with the system's reason), kFormat for anything but a regular file.
  static Result<MappedFile> open(const std::string& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace dragoman

#endif  // DRAGOMAN_BASE_MAPPED_FILE_H_
