#pragma once
// The effect of a document over time, computed from its dates and from the relations that end on it. Pure.
// A day on which nothing is known (a document without a date) has no span.

#include <optional>
#include <span>
#include <vector>

#include "modules/documents/records.h"

namespace documents {

struct IncomingChange {
  RelationKind kind{};
  Extent extent = Extent::wholly;
  base::Date from;
  std::optional<base::Date> to;
};

struct EffectFacts {
  std::optional<base::Date> issued;
  std::optional<base::Date> effective_from, effective_to;
  std::vector<IncomingChange> changes;
};

// Half-open spans without holes from the day of issue on; equal neighbours are joined.
std::vector<EffectSpan> effect_timeline(const EffectFacts& facts);
// Before the first span a dated document is not yet in force; without spans nothing is known.
EffectStatus status_on(std::span<const EffectSpan> timeline, base::Date on);

// Whether a relation of this kind changes the effect of its target.
bool changes_effect(RelationKind kind);
// Whether only the issuer or a competent superior may do it (R03).
bool needs_competence(RelationKind kind);

}  // namespace documents
