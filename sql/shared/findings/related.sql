-- One row a report and relation of which it states at least one side. What is itself a part of something is no whole.
with sides as (
    select
        *,
        unnest(['part', 'other_part', 'whole', 'rate']) as side,
        unnest([part_metric, other_part_metric, whole_metric, rate_metric]) as metric
    from dim_relation
)
select
    s.report_id,
    d.relation,
    d.kind,
    d.part_metric,
    d.other_part_metric,
    d.whole_metric,
    d.rate_metric,
    any_value(s) filter (where d.side = 'part') as part,
    any_value(s) filter (where d.side = 'other_part') as other_part,
    any_value(s) filter (where d.side = 'whole' and not s.is_part) as whole,
    any_value(s) filter (where d.side = 'whole' and s.subset = d.intake) as intake,
    any_value(s) filter (where d.side = 'rate') as rate
from stated as s
join sides as d on d.metric = s.metric
group by all
