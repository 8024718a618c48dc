// RawReport: the bytes of one report as they lay in their file, and what the container says of
// them.
//
// Codes of the diagnostics that reading gives. Those marked * always come with failed = true;
// the others may stand beside a report that could be read.
//   empty *        nothing in it: a file of no bytes, a record without text, a feed without items
//   binary *       not text: the message names what it is (an image, PDF, ZIP, a program, …)
//   unsupported *  known, but not read: bzip2, xz, brotli, ARC, sockets and devices in a folder
//   unreadable *   the system refused, with its reason; what was read before it is delivered
//   loop *         a link that leads back to a folder above it, or to itself
//   too_large *    beyond ReadOptions::max_report_bytes
//   bomb *         beyond ReadOptions::max_unpacked_bytes and max_compression_ratio: the rest of
//   the
//                  file is left unread
//   truncated      the file, its compression or a record ends early; what there was is delivered
//   corrupt        compressed data that is damaged; reading goes on at the next gzip member
//   bad_length     a WARC record longer or shorter than it says; reading goes on at the next record
//   bad_warc       something in a WARC file that is no record, or a header that cannot be read
//   bad_http       a WARC record whose HTTP message cannot be read, in whole or in part
//   bad_json *     a line or element that is no JSON object
//   bad_type       a JSON value of the wrong type (failed if it is the text, else the key is left
//   out) bad_encoding   broken UTF-8 in JSON; replaced by U+FFFD bad_xml        a feed that is not
//   well-formed, or an entity of its own that was not expanded bad_date       a feed's date that
//   cannot be read; left out
#ifndef DRAGOMAN_READ_RAW_REPORT_H_
#define DRAGOMAN_READ_RAW_REPORT_H_

#include <string>
#include <vector>

#include "dragoman/engine.h"
#include "dragoman/record.h"

namespace dragoman {

enum class ContentKind : uint8_t { kPlain, kHtml };

struct RawReport {
  std::string source;  // path as the user gave or met it; "#3" behind it for the third record of a
                       // container
  std::string format;  // text html jsonl rss warc
  ContentKind content = ContentKind::kPlain;
  std::string bytes;      // undecoded
  std::string charset;    // as the container declares it (HTTP header, JSON: "utf-8"), or empty
  std::string file_name;  // last part of the path, for dates in it
  Given given;            // what the caller or the container knows for sure (JSONL keys, RSS items)
  std::vector<Diagnostic> diagnostics;
  bool failed = false;  // nothing to read here; the diagnostics say why
};

}  // namespace dragoman

#endif  // DRAGOMAN_READ_RAW_REPORT_H_
