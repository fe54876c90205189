-- severity: warn
-- table: fact_metric
-- meaning: 同一单元格有互异数值的不超过一成 · At most a tenth of the facts has rivals that say another value
-- todo: fazhi review lists them; where one metric has most of them, its rules take too much in
select count(*) filter (where is_contested) as in_conflict, count(*) as facts
from fact_metric
having in_conflict > 0.1 * facts
