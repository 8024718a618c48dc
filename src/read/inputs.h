// From what the user names (files, folders, globs, "-") to a list of files in a fixed order.
#ifndef DRAGOMAN_READ_INPUTS_H_
#define DRAGOMAN_READ_INPUTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/options.h"
#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman {

struct InputFile {
  std::string path;    // "-" is standard input
  uint64_t size = 0;   // as it lies on disk; 0 for pipes
  bool sized = false;  // the size is known
  Diagnostic problem;  // code empty: none; else there is nothing to open, and this is why
};

/// The files of all inputs, one input after the other. Inside one input (a folder, the matches of a
/// glob) they stand in byte order of their paths, each path once; a file named by two inputs comes
/// twice. A name that exists is that file or folder, whatever characters it has; else * ? [..] and
/// ** (any number of folders, links not followed) make it a pattern.
///  - Folders: entries whose name begins with a dot are left out, as by a shell; links to files are
///    read, links to folders followed once (device and inode); one that leads to a folder above it
///    is a problem `loop`. Anything but files and folders is a problem `unsupported` (opening a
///    pipe may wait for ever); named by itself it is opened.
///  - A folder without files is a problem `empty`.
/// Errors: kNotFound where a name or pattern matches nothing, kArgument for "" and a second "-".
Result<std::vector<InputFile>> expand_inputs(const std::vector<std::string>& inputs,
                                             const ReadOptions& options);

/// True if `name` matches `pattern`: * (any characters), ? (one), [a-z] [!a] (a set), \x (x
/// itself). Characters are code points; a dot at the start must be named. For one part of a path.
bool glob_match(std::string_view pattern, std::string_view name);

}  // namespace dragoman

#endif  // DRAGOMAN_READ_INPUTS_H_
