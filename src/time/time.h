// TIMEX3 expressions (TimeML 1.2.1): where a text says when, and what day that is, resolved against
// the date of publication where there is one and left open where there is none.
#ifndef DRAGOMAN_TIME_TIME_H_
#define DRAGOMAN_TIME_TIME_H_

#include "document/document.h"

namespace dragoman {

Times find_times(const Text& text, const Tokens& tokens);

}  // namespace dragoman

#endif  // DRAGOMAN_TIME_TIME_H_
