-- The place's own government alone: departments share its code, and would count twice. Of its reports the one on
-- the rule of law: those of other families give some of the same figures in other words.
select
    r.jurisdiction_code,
    r.report_year as year,
    j.jurisdiction_name,
    j.level,
    j.province_code,
    j.prefecture_code,
    j.county_code,
    r.report_id
    /* values */
from report as r
join dim_jurisdiction as j on j.jurisdiction_code = r.jurisdiction_code
left join fact_metric as f on f.report_id = r.report_id and f.basis = 'stated_total'
where r.is_current and r.is_own_government and r.report_type = 'rule_of_law'
group by all
order by r.jurisdiction_code, r.report_year
