-- Relations whose metrics the catalogue has.
select r.relation, r.kind, r.part_metric, r.other_part_metric, r.whole_metric, r.rate_metric, r.intake
from source_relation as r
where r.part_metric in (select metric from dim_metric)
    and r.whole_metric in (select metric from dim_metric)
order by r.relation
