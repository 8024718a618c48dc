// Hashes: xxHash3 for keys in memory and ids on disk (the same on every machine).
#ifndef DRAGOMAN_BASE_HASH_H_
#define DRAGOMAN_BASE_HASH_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman {

uint64_t hash64(std::string_view bytes, uint64_t seed = 0);

/// 16 lower-case hex digits.
std::string hex64(uint64_t value);

}  // namespace dragoman

#endif  // DRAGOMAN_BASE_HASH_H_
