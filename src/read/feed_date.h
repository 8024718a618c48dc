// Dates as feeds write them.
#ifndef DRAGOMAN_READ_FEED_DATE_H_
#define DRAGOMAN_READ_FEED_DATE_H_

#include <string>
#include <string_view>

namespace dragoman {

/// ISO 8601, as precise as it is written, of a date of RFC 822 (`Sun, 18 Jul 2021 09:30:00 +0300`)
/// or RFC 3339 / W3C (`2021-07-18T09:30:00Z`, `2021-07`): `2021-07-18T09:30:00+03:00`. UTC is
/// +00:00; a zone that is not known is left out, fractions of a second too. Empty if it is no date.
std::string iso_date(std::string_view text);

}  // namespace dragoman

#endif  // DRAGOMAN_READ_FEED_DATE_H_
