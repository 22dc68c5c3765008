-- Words of a hosted model cost money, too: the most they can cost is reserved before, what they did cost is settled after.
-- What is said in a thread before it has an ad is held by the thread (`thread:…`) and goes over to the ad with its order.

-- {kind: reserved | exists | over}. A cap that is null holds nothing back; a thread counts as the ad it is going to be.
create or replace function reserve_words(
  p_fingerprint text, p_payer text, p_user_id text, p_model text, p_micro_usd bigint, p_ad_cap bigint, p_month_cap bigint
) returns jsonb language plpgsql as $$
declare
  held bigint;
begin
  -- The same number as in reserve_call: both draw on the same caps.
  perform pg_advisory_xact_lock(1630497390);
  if exists (select from ledger where fingerprint = p_fingerprint) then
    return jsonb_build_object('kind', 'exists');
  end if;
  held := held_by_ad(p_payer);
  if held + p_micro_usd > p_ad_cap then
    return jsonb_build_object('kind', 'over', 'cap', 'ad', 'capMicroUsd', p_ad_cap, 'heldMicroUsd', held);
  end if;
  held := held_in_month();
  if held + p_micro_usd > p_month_cap then
    return jsonb_build_object('kind', 'over', 'cap', 'month', 'capMicroUsd', p_month_cap, 'heldMicroUsd', held);
  end if;
  insert into ledger (fingerprint, project_id, user_id, model, reserved)
  values (p_fingerprint, p_payer, coalesce((select user_id from projects where id = p_payer), p_user_id), p_model, p_micro_usd);
  return jsonb_build_object('kind', 'reserved');
end $$;

-- Done again, it changes nothing.
create or replace function adopt_words(p_payer text, p_project_id text) returns void language sql as $$
  update ledger set project_id = p_project_id where project_id = p_payer
$$;
