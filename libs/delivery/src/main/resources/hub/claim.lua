-- Claims a round of an attempt. KEYS: the round, a hash until it is over and then its outcome; the attempt's resend counter. ARGV: owner, lease ms, lifetime ms.
-- Answers SETTLED outcome | HELD ms | GRANTED or LAPSED since resends rejections group. A live claim's owner is told the same again: the first answer
-- may have been too late.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'string' then
  return {'SETTLED', redis.call('GET', KEYS[1])}
end
-- Nearly every claim is the first of its round.
local known = kind == 'none' and {} or redis.call('HMGET', KEYS[1], 'owner', 'lease', 'since', 'rejections', 'group', 'lapsed')
local owner, lease = known[1], tonumber(known[2] or '0')
local owned = owner and owner ~= ''
local function answer(lapsed, since)
  return {lapsed and 'LAPSED' or 'GRANTED', since, redis.call('GET', KEYS[2]) or '0', known[4] or '0', known[5] or ''}
end
if owned and lease > now then
  if owner == ARGV[1] then
    return answer(known[6], known[3])
  end
  return {'HELD', tostring(lease - now)}
end
-- A round is only given back while none of its calls is open: the next one begins anew.
local since = owned and known[3] or string.format('%.0f', now)
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'lease', string.format('%.0f', now + ARGV[2]), 'since', since)
if owned then
  redis.call('HSET', KEYS[1], 'lapsed', '1')
elseif known[6] then
  redis.call('HDEL', KEYS[1], 'lapsed')
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return answer(owned, since)
