// Half-open byte ranges and typed row numbers: how the tables of a document point at each other.
#ifndef DRAGOMAN_BASE_SPAN_H_
#define DRAGOMAN_BASE_SPAN_H_

#include <compare>
#include <cstdint>
#include <limits>
#include <string_view>

namespace dragoman {

/// Half-open range of bytes of Text::content.
struct Span {
  uint32_t start = 0;
  uint32_t end = 0;
  uint32_t size() const { return end - start; }
  bool empty() const { return start == end; }
  bool contains(Span other) const { return start <= other.start && other.end <= end; }
  bool overlaps(Span other) const { return start < other.end && other.start < end; }
  std::string_view of(std::string_view text) const { return text.substr(start, end - start); }
  friend auto operator<=>(const Span&, const Span&) = default;  // NOLINT(modernize-use-nullptr)
};

/// A row number of one table; Tag keeps the tables apart. kNone points nowhere.
template <typename Tag>
struct Id {
  static constexpr uint32_t kNoneIndex = std::numeric_limits<uint32_t>::max();
  uint32_t index = kNoneIndex;
  constexpr Id() = default;
  constexpr explicit Id(uint32_t i) : index(i) {}
  constexpr explicit Id(size_t i) : index(static_cast<uint32_t>(i)) {}
  constexpr bool valid() const { return index != kNoneIndex; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

using TokenId = Id<struct TokenTag>;
using SentenceId = Id<struct SentenceTag>;
using MentionId = Id<struct MentionTag>;
using EntityId = Id<struct EntityTag>;
using TimeId = Id<struct TimeTag>;
using EventId = Id<struct EventTag>;
using StatementId = Id<struct StatementTag>;

}  // namespace dragoman

#endif  // DRAGOMAN_BASE_SPAN_H_
