"""The field's closed lists as data: PLOVER, ACLED, UCDP, IDMC and GeoNames, each entry with its codebook and version.

The TOML files beside this come in, frozen records go out. Which values a claim may have is not decided here but by the `Literal` types of
`ebla.records`; a test holds the two against each other. `docs/vocabulary.md` shows the lists.
"""

from ebla.vocabulary.lists import (
    AcledSubType,
    AcledType,
    Entry,
    FeatureCode,
    PloverMode,
    PloverType,
    Precision,
    Quantifier,
    acled_sub_types,
    acled_types,
    date_precisions,
    feature_codes,
    idmc_terms,
    place_precisions,
    plover_types,
    quantifiers,
)

__all__ = [
    "AcledSubType",
    "AcledType",
    "Entry",
    "FeatureCode",
    "PloverMode",
    "PloverType",
    "Precision",
    "Quantifier",
    "acled_sub_types",
    "acled_types",
    "date_precisions",
    "feature_codes",
    "idmc_terms",
    "place_precisions",
    "plover_types",
    "quantifiers",
]
