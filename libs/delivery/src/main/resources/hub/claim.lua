-- Claims a round of an attempt. KEYS: the round's hash, the attempt's resend counter. ARGV: owner, lease ms, lifetime ms.
-- Answers SETTLED outcome | HELD ms | GRANTED since resends rejections | LAPSED since resends rejections group.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = redis.call('HMGET', KEYS[1], 'outcome', 'owner', 'lease', 'since', 'rejections', 'group')
if known[1] then
  return {'SETTLED', known[1]}
end
local owner, lease = known[2], tonumber(known[3] or '0')
if owner and owner ~= '' and lease > now then
  return {'HELD', tostring(lease - now)}
end
local lapsed = owner and owner ~= ''
-- A round is only given back after something definite: its next call begins anew.
local since = lapsed and known[4] or string.format('%.0f', now)
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'lease', string.format('%.0f', now + ARGV[2]), 'since', since)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {lapsed and 'LAPSED' or 'GRANTED', since, redis.call('GET', KEYS[2]) or '0', known[5] or '0', known[6] or ''}
