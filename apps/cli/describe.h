// Records and events as people read them.
#ifndef APPS_CLI_DESCRIBE_H_
#define APPS_CLI_DESCRIBE_H_

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/store.h"
#include "terminal.h"

namespace dragoman::cli {

/// "Syria → China"; acts without recipient "Syria, Wang Yi".
std::string who(const std::vector<std::string>& actors, const std::vector<std::string>& recipients);

/// The names of entities of a record, by their ids.
std::vector<std::string> names_of(const Record& record, const std::vector<std::string>& ids);

/// The date of an event: its start, "… to" its end where that differs; "" if unknown.
std::string date_of(const When& when);

/// Marks inside a line that take no room, so that it can be wrapped first and painted after.
inline constexpr char kMark = '\x02', kEndMark = '\x03', kTrigger = '\x04', kEndTrigger = '\x05';

/// The marks as colours; without colour what is marked stands in >>…<<.
std::string paint(std::string_view line, const Style& style);

/// one_line() of a text with marks, which stay.
std::string one_line_with_marks(std::string_view text);

/// The sentences that an event's evidence stands in, with evidence and trigger marked.
std::string marked_evidence(const Record& record, const Event& event);

/// "state media (“said”), which is cited by …": the chain of who says so, nearest first; the
/// outlet's own voice where there is none.
std::string chain_of(const Record& record, const Event& event);

/// A record as a page: what the report is, its events and statements with their words.
std::string describe_record(const Record& record, const Style& style, size_t width);

/// One event of a record as a page.
std::string describe_event(const Record& record, const Event& event, const std::string& id,
                           const Style& style, size_t width);

}  // namespace dragoman::cli

#endif  // APPS_CLI_DESCRIBE_H_
