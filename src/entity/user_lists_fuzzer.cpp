// Users' lists of actors: any bytes give a list or a fault with a line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "entity/user_lists.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto list = dragoman::parse_user_list({reinterpret_cast<const char*>(data), size}, "list");
  if (!list) {
    if (list.error().message.rfind("list:", 0) != 0) std::abort();
    return 0;
  }
  dragoman::Gazetteer gazetteer;
  for (const dragoman::UserActor& own : *list) {
    uint32_t id = gazetteer.add_actor(own.actor);
    for (const std::string& form : own.forms) gazetteer.add_form(id, own.role, form, false, true);
  }
  return 0;
}
