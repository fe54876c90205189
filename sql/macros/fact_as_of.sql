-- fact_metric as it stood at a moment (UTC): what each cell said then, whatever came later.
select * exclude (valid_from, valid_to)
from fact_history
where valid_from <= moment and (valid_to is null or valid_to > moment)
