// Web domains and their parents.
#ifndef DRAGOMAN_BASE_DOMAIN_H_
#define DRAGOMAN_BASE_DOMAIN_H_

#include <string_view>

namespace dragoman {

/// Asks `known` of a domain and of its parents, the nearest first (www.news.example.com,
/// news.example.com, example.com), until it says yes. A label alone is no domain.
template <typename F>
bool domain_or_parent(std::string_view domain, const F& known) {
  for (size_t dot; (dot = domain.find('.')) != std::string_view::npos;
       domain.remove_prefix(dot + 1))
    if (known(domain)) return true;
  return false;
}

}  // namespace dragoman

#endif  // DRAGOMAN_BASE_DOMAIN_H_
