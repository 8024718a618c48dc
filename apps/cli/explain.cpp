// dragoman explain: why a sentence has the events it has, or none.
#include "commands.h"
#include "describe.h"
#include "dragoman/engine.h"
#include "dragoman/store.h"

namespace dragoman::cli {

int explain_command(const ExplainArguments& arguments) {
  std::string text = arguments.text;
  Given given;
  given.published = arguments.published;
  if (!arguments.event.empty()) {
    std::optional<StoreId> id = parse_store_id(arguments.event);
    if (!id || id->event == 0) {
      complain("\"" + arguments.event +
               "\" is no id of an event; write r12v3, as the lists show it");
      return kUsage;
    }
    Result<Store> store = Store::open(arguments.text, Store::Mode::kRead);
    if (!store) return fail(store.error());
    Result<Record> record = store->record(id->report);
    if (!record) return fail(record.error());
    const std::string local = "v" + std::to_string(id->event);
    const Event* event = nullptr;
    for (const Event& e : record->events)
      if (e.id == local) event = &e;
    if (!event) {
      complain("r" + std::to_string(id->report) + " has no event " + local);
      return kIncomplete;
    }
    // The sentence that holds its trigger; by itself, so names told elsewhere in the report may be
    // missing.
    CharSpan sentence = event->evidence;
    for (CharSpan s : record->sentences)
      if (s.start <= event->trigger.start && event->trigger.end <= s.end) sentence = s;
    text = record->slice(sentence);
    if (given.published.empty() && record->report.published)
      given.published = record->report.published->value;
  }
  Result<Engine> engine = Engine::load(arguments.engine);
  if (!engine) return fail(engine.error());
  Output out;
  out.write(engine->explain(text, given));
  return finish(out, kDone);
}

}  // namespace dragoman::cli
