-- The metric catalogue, in the order in which it is written.
select
    metric,
    family,
    tier,
    name_zh,
    name_en,
    canonical_unit,
    measure,
    is_additive,
    is_stock,
    short_name,
    lowest,
    highest,
    nullif(caveats, '') as caveats
from source_metric
order by position
