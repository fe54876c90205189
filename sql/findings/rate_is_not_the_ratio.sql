-- severity: warning
-- scope: report
-- kind: arithmetic
-- meaning: 所印比率与两数之比不符，超过末位的一半 · The printed rate is not the ratio, by more than half a unit of its last digit
-- todo: 核对分子、分母与比率 · look at both counts and the rate
-- message: {metric}印作{observed}%，按{other}计算为{expected}%（{detail}） · {metric} is printed as {observed} %, the counts give {expected} % ({detail})
-- The last printed digit counts: 98.7% to 0.05, 98% to 0.5, 987‰ to 0.05, 九成 to 5, in whatever figures they are written.
with printed as (
    select
        * exclude (whole),
        -- 受理318件，调解成功304件，成功率95.6%: what came in is the whole where all three stand in one sentence.
        case
            when whole.value is null
                and intake.sentence_start = rate.sentence_start
                and intake.sentence_start = part.sentence_start
                then struct_update(intake, value := intake.part_value)
            else whole
        end as whole,
        translate(rate.text, '０１２３４５６７８９．，', '0123456789.,') as folded,
        length(regexp_extract(folded, '[.点]([0-9零〇一二三四五六七八九]+)', 1)) as decimals,
        try_cast(replace(folded, ',', '') as double) as figure,
        case
            when figure > 0 and rate.value > 0 then rate.value / figure
            when contains(folded, '千分之') then 0.1
            when regexp_matches(folded, '成[半一二三四五六七八九]') then 1
            when regexp_matches(folded, '^[一二三四五六七八九]成?$') then 10
            else 1
        end as size_of_unit,
        0.5 * size_of_unit * pow(10, -decimals) as tolerance
    from related
    where rate_metric is not null and (rate is not null or (part is not null and related.whole is not null))
)
select
    report_id,
    relation,
    rate_metric as metric,
    part_metric as other_metric,
    rate.observation_id as observation_id,
    concat_ws('|', part.observation_id, whole.observation_id) as other_observations,
    rate.value as observed,
    100 * part.value / nullif(whole.value, 0) as expected,
    tolerance,
    format('{:.15g} / {:.15g}', part.value, whole.value) as detail,
    case
        when part.unit = whole.unit
            and part.period_start is not distinct from whole.period_start
            and part.period_end is not distinct from whole.period_end
            then abs(rate.value - expected) > tolerance + 1e-9
    end as is_violated
from printed
