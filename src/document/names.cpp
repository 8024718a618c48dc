#include "document/names.h"

namespace dragoman {

std::string_view to_string(EntityKind kind) {
  switch (kind) {
    case EntityKind::kPerson:
      return "person";
    case EntityKind::kState:
      return "state";
    case EntityKind::kGovernmentBody:
      return "government_body";
    case EntityKind::kArmedForce:
      return "armed_force";
    case EntityKind::kArmedGroup:
      return "armed_group";
    case EntityKind::kParty:
      return "party";
    case EntityKind::kInternationalOrganisation:
      return "international_organisation";
    case EntityKind::kCompany:
      return "company";
    case EntityKind::kMedia:
      return "media";
    case EntityKind::kReligiousBody:
      return "religious_body";
    case EntityKind::kPopulation:
      return "population";
    case EntityKind::kOrganisation:
      return "organisation";
    case EntityKind::kPlace:
      return "place";
  }
  return "organisation";
}

std::string_view to_string(EventStatus status) {
  switch (status) {
    case EventStatus::kActual:
      return "actual";
    case EventStatus::kPlanned:
      return "planned";
    case EventStatus::kHypothetical:
      return "hypothetical";
    case EventStatus::kNegated:
      return "negated";
    case EventStatus::kHistorical:
      return "historical";
  }
  return "actual";
}

std::string_view to_string(MentionForm form) {
  switch (form) {
    case MentionForm::kName:
      return "name";
    case MentionForm::kNominal:
      return "nominal";
    case MentionForm::kPronoun:
      return "pronoun";
  }
  return "name";
}

std::string_view to_string(TimeType type) {
  switch (type) {
    case TimeType::kDate:
      return "DATE";
    case TimeType::kTime:
      return "TIME";
    case TimeType::kDuration:
      return "DURATION";
    case TimeType::kSet:
      return "SET";
  }
  return "DATE";
}

std::string_view to_string(NameType type) {
  switch (type) {
    case NameType::kPerson:
      return "PERSON";
    case NameType::kOrganisation:
      return "ORG";
    case NameType::kPlace:
      return "PLACE";
    case NameType::kState:
      return "STATE";
    case NameType::kFacility:
      return "FACILITY";
    case NameType::kEvent:
      return "EVENT";
    case NameType::kProduct:
      return "PRODUCT";
    case NameType::kDate:
      return "DATE";
    case NameType::kMoney:
      return "MONEY";
    case NameType::kNumber:
      return "NUMBER";
    case NameType::kOther:
      return "OTHER";
  }
  return "OTHER";
}

std::string_view to_string(Block::Kind kind) {
  switch (kind) {
    case Block::Kind::kTitle:
      return "title";
    case Block::Kind::kParagraph:
      return "paragraph";
    case Block::Kind::kHeading:
      return "heading";
    case Block::Kind::kListItem:
      return "list_item";
    case Block::Kind::kQuote:
      return "quote";
  }
  return "paragraph";
}

}  // namespace dragoman
