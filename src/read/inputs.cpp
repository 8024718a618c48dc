#include "read/inputs.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

#include "base/utf8.h"

namespace dragoman {
namespace {

using FileId = std::pair<dev_t, ino_t>;

FileId id_of(const struct stat& info) {
  return {info.st_dev, info.st_ino};
}

std::string join(const std::string& folder, std::string_view name) {
  std::string path = folder;
  if (!path.empty() && path.back() != '/') path += '/';
  path += name;
  return path;
}

// Names in a folder, sorted; false with errno set if it cannot be read. "" is the working folder.
bool list_folder(const std::string& folder, std::vector<std::string>& names) {
  names.clear();
  DIR* dir = ::opendir(folder.empty() ? "." : folder.c_str());
  if (!dir) return false;
  errno = 0;
  while (const dirent* entry = ::readdir(dir)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  const int error = errno;
  ::closedir(dir);
  std::sort(names.begin(), names.end());
  errno = error;
  return error == 0;
}

Diagnostic refused(int error) {
  if (error == ELOOP) return {"loop", "a link that leads to itself"};
  return {"unreadable", std::string("cannot be read: ") + std::strerror(error)};
}

void add_file(std::string path, const struct stat& info, std::vector<InputFile>& files) {
  InputFile file;
  file.path = std::move(path);
  file.sized = S_ISREG(info.st_mode);
  if (file.sized) file.size = static_cast<uint64_t>(std::max<off_t>(info.st_size, 0));
  files.push_back(std::move(file));
}

void add_problem(std::string path, Diagnostic problem, std::vector<InputFile>& files) {
  files.push_back({std::move(path), 0, false, std::move(problem)});
}

struct OpenFolder {
  std::string path;
  FileId id;
  std::vector<std::string> names;
  size_t next = 0;
};

void walk(const std::string& root, const struct stat& root_info, const ReadOptions& options,
          std::vector<InputFile>& files) {
  const size_t before = files.size();
  std::set<FileId> seen{id_of(root_info)};
  std::vector<OpenFolder> stack;
  stack.push_back({root, id_of(root_info), {}, 0});
  if (!list_folder(root, stack.back().names)) add_problem(root, refused(errno), files);
  while (!stack.empty()) {
    if (stack.back().next == stack.back().names.size()) {
      stack.pop_back();
      continue;
    }
    const std::string& name = stack.back().names[stack.back().next++];
    if (name[0] == '.') continue;
    std::string path = join(stack.back().path, name);
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      add_problem(std::move(path), refused(errno), files);
    } else if (S_ISREG(info.st_mode)) {
      add_file(std::move(path), info, files);
    } else if (!S_ISDIR(info.st_mode)) {
      add_problem(std::move(path),
                  {"unsupported", "neither a file nor a folder (a pipe, socket or device)"}, files);
    } else if (options.recursive) {
      const FileId id = id_of(info);
      if (std::any_of(stack.begin(), stack.end(),
                      [&](const OpenFolder& open) { return open.id == id; })) {
        add_problem(std::move(path), {"loop", "a link to a folder above it; not followed"}, files);
      } else if (seen.insert(id).second) {
        OpenFolder folder{std::move(path), id, {}, 0};
        if (!list_folder(folder.path, folder.names))
          add_problem(folder.path, refused(errno), files);
        stack.push_back(std::move(folder));
      }
    }
  }
  if (files.size() == before) add_problem(root, {"empty", "a folder without files"}, files);
}

// ---- globs ----

// One member of a set: `[` stands at pattern[at - 1]. Moves `at` behind the `]`; false if none
// closes.
bool set_match(std::string_view pattern, size_t& at, char32_t c, bool& matches) {
  size_t i = at;
  bool negated = false;
  if (i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^')) negated = true, ++i;
  bool found = false;
  for (bool first = true; i < pattern.size(); first = false) {
    if (pattern[i] == ']' && !first) {
      at = i + 1;
      matches = found != negated;
      return true;
    }
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    const char32_t low = utf8_next(pattern, i);
    char32_t high = low;
    if (i + 1 < pattern.size() && pattern[i] == '-' && pattern[i + 1] != ']') {
      ++i;
      if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
      high = utf8_next(pattern, i);
    }
    found = found || (low <= c && c <= high);
  }
  return false;
}

bool has_wildcard(std::string_view part) {
  return part.find_first_of("*?[") != std::string_view::npos;
}

std::string unescaped(std::string_view part) {
  std::string out;
  for (size_t i = 0; i < part.size(); ++i) {
    if (part[i] == '\\' && i + 1 < part.size()) ++i;
    out += part[i];
  }
  return out;
}

// Paths that match, in no order. Works through pairs of a path and the part of the pattern due
// next.
std::vector<std::string> glob(const std::string& pattern) {
  std::vector<std::string> parts;
  for (size_t at = 0; at <= pattern.size();) {
    const size_t end = std::min(pattern.find('/', at), pattern.size());
    if (end > at) {
      std::string part = pattern.substr(at, end - at);
      if (part != "**" || parts.empty() || parts.back() != "**") parts.push_back(std::move(part));
    }
    at = end + 1;
  }
  struct State {
    std::string path;
    size_t part;
  };
  std::vector<State> states{{pattern[0] == '/' ? "/" : "", 0}};
  std::set<std::pair<std::string, size_t>> done;  // `**` reaches a state in more ways than one
  std::vector<std::string> found, names;
  while (!states.empty()) {
    State state = std::move(states.back());
    states.pop_back();
    if (!done.insert({state.path, state.part}).second) continue;
    if (state.part == parts.size()) {
      if (!state.path.empty()) found.push_back(std::move(state.path));
      continue;
    }
    const std::string& part = parts[state.part];
    struct stat info {};
    if (!has_wildcard(part)) {
      std::string path = join(state.path, unescaped(part));
      if (::lstat(path.c_str(), &info) == 0) states.push_back({std::move(path), state.part + 1});
      continue;
    }
    const bool any_depth = part == "**";
    if (any_depth && state.part + 1 < parts.size()) states.push_back({state.path, state.part + 1});
    if (!list_folder(state.path, names)) continue;
    for (const std::string& name : names) {
      std::string path = join(state.path, name);
      if (any_depth) {
        if (name[0] == '.') continue;
        const bool folder = ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
        if (folder) {
          states.push_back({std::move(path), state.part});
        } else if (state.part + 1 == parts.size()) {
          found.push_back(std::move(path));
        }
      } else if (glob_match(part, name)) {
        states.push_back({std::move(path), state.part + 1});
      }
    }
  }
  return found;
}

}  // namespace

bool glob_match(std::string_view pattern, std::string_view name) {
  if (name.starts_with('.') && !pattern.starts_with('.') && !pattern.starts_with("\\."))
    return false;
  constexpr size_t kNone = std::string_view::npos;
  size_t p = 0, n = 0;
  size_t star = kNone, star_name = 0;  // behind the last *, and the name position tried with it
  while (n < name.size()) {
    bool matches = false;
    size_t next_p = p, next_n = n;
    if (p < pattern.size()) {
      const char32_t c = utf8_next(name, next_n);
      if (pattern[p] == '*') {
        star = ++p;
        star_name = n;
        continue;
      }
      if (pattern[p] == '?') {
        matches = true;
        next_p = p + 1;
      } else if (pattern[p] == '[' && set_match(pattern, next_p = p + 1, c, matches)) {
        // next_p is behind the set
      } else {
        next_p = p;
        if (pattern[next_p] == '\\' && next_p + 1 < pattern.size()) ++next_p;
        const size_t from = next_p;
        utf8_next(pattern, next_p);
        // Bytes, not code points: names may be ill-formed.
        matches = pattern.substr(from, next_p - from) == name.substr(n, next_n - n);
      }
    }
    if (matches) {
      p = next_p;
      n = next_n;
    } else if (star != kNone) {
      p = star;
      utf8_next(name, star_name);
      n = star_name;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

Result<std::vector<InputFile>> expand_inputs(const std::vector<std::string>& inputs,
                                             const ReadOptions& options) {
  std::vector<InputFile> files;
  bool standard_input = false;
  for (const std::string& input : inputs) {
    if (input.empty()) return Error{Error::Code::kArgument, "an input with an empty name"};
    if (input == "-") {
      if (standard_input) return Error{Error::Code::kArgument, "standard input (-) is named twice"};
      standard_input = true;
      files.push_back({"-", 0, false, {}});
      continue;
    }
    std::vector<InputFile> own;
    const auto add = [&](const std::string& path, bool alone) {
      struct stat info {};
      if (::stat(path.c_str(), &info) != 0) {
        add_problem(path, refused(errno), own);
      } else if (S_ISDIR(info.st_mode)) {
        walk(path, info, options, own);
      } else if (S_ISREG(info.st_mode) || alone) {
        add_file(path, info, own);
      } else {
        add_problem(path, {"unsupported", "neither a file nor a folder (a pipe, socket or device)"},
                    own);
      }
    };
    struct stat info {};
    if (::stat(input.c_str(), &info) == 0 || (errno != ENOENT && errno != ENOTDIR)) {
      add(input, true);
    } else if (has_wildcard(input)) {
      const std::vector<std::string> paths = glob(input);
      if (paths.empty()) return Error{Error::Code::kNotFound, "nothing matches " + input};
      for (const std::string& path : paths) add(path, false);
    } else {
      return Error{Error::Code::kNotFound, "no such file or folder: " + input};
    }
    std::stable_sort(own.begin(), own.end(),
                     [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
    own.erase(std::unique(own.begin(), own.end(),
                          [](const InputFile& a, const InputFile& b) { return a.path == b.path; }),
              own.end());
    std::move(own.begin(), own.end(), std::back_inserter(files));
  }
  return files;
}

}  // namespace dragoman
