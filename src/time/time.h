// TIMEX3 expressions (TimeML 1.2.1): where a text says when, and what day that is, resolved against
// the date of publication where there is one and left open where there is none.
//
//   Times times = find_times(text, tokens, tags, trees);  // "on Friday" → 2021-07-16
//
// Tags and trees may be empty: they tell whether a clause speaks of what was or what will be, and
// without them the words in front do. A fiscal year is FY2021, for lands begin theirs on days of
// their own; a date of the Islamic calendar has an open value.
#ifndef DRAGOMAN_TIME_TIME_H_
#define DRAGOMAN_TIME_TIME_H_

#include "document/document.h"

namespace dragoman {

Times find_times(const Text& text, const Tokens& tokens, const Tags& tags = {},
                 const Trees& trees = {});

}  // namespace dragoman

#endif  // DRAGOMAN_TIME_TIME_H_
