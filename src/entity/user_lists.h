// Users' own lists of actors (--actors FILE). The format is recognised by the content:
//
//   TSV       the columns of resources/actors/bodies.tsv: name aliases kind country sector from to
//   note CSV       the same columns (RFC 4180 quoting); a first line with column names may order
//   them freely TOML      [[actor]] tables: name = "…", aliases = ["…"], kind, country, sector,
//   from, to PETRARCH  actor and agent dictionaries: NAME_ [CODE], +SYNONYM_, [CODE >940301],
//   [~GOV], {PLURAL}
//
// Aliases take the flags of our own tables (`=US`, `Georgia?`). Only `name` is required; kind is
// then organisation. Sectors of PETRARCH's older scheme (CAMEO) become PLOVER's; a name without the
// closing underscore also matches with a plural s. Limits: TOML beyond strings and lists of
// strings, substitution sets (!PERSON!) of more than 64 words, and names over 512 bytes are faults.
#ifndef DRAGOMAN_ENTITY_USER_LISTS_H_
#define DRAGOMAN_ENTITY_USER_LISTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "entity/gazetteer.h"

namespace dragoman {

struct UserActor {
  Actor actor;
  PhraseRole role = PhraseRole::kName;
  std::vector<std::string> forms, plurals;
};

/// Errors: kNotFound, kIo; kFormat names file and line. PETRARCH's dictionaries are used as they
/// are found, typing errors and all: there a code with a date or letters that cannot be read is
/// left out and told in `notes` ("file:line: …").
Result<std::vector<UserActor>> read_user_list(const std::string& path,
                                              std::vector<std::string>* notes = nullptr);

/// The same over bytes in memory; `path` is for the messages only.
Result<std::vector<UserActor>> parse_user_list(std::string_view bytes, const std::string& path,
                                               std::vector<std::string>* notes = nullptr);

}  // namespace dragoman

#endif  // DRAGOMAN_ENTITY_USER_LISTS_H_
