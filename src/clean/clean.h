// RawReport → Text: the article and nothing else, decoded to UTF-8, with what its surroundings say
// about it (title, byline, outlet, date, language), and a list of all that was cut away and why.
#ifndef DRAGOMAN_CLEAN_CLEAN_H_
#define DRAGOMAN_CLEAN_CLEAN_H_

#include "document/text.h"
#include "dragoman/options.h"
#include "read/raw_report.h"

namespace dragoman {

/// Total: any bytes give a sound Text; where nothing can be read, failed is set and a diagnostic
/// says why: `empty` (no readable text is left; failed), `too_large` (over 4 GB; failed),
/// `title_only`, `language` (not English), `encoding` (faulty bytes were replaced), `published`
/// (the given date was not understood). With options.as_is the decoded text is content as it stands
/// (line ends kept), nothing removed.
Text clean(const RawReport& report, const ReadOptions& options);

}  // namespace dragoman

#endif  // DRAGOMAN_CLEAN_CLEAN_H_
