-- Claims a round of an attempt. KEYS: the round's hash, the attempt's resend counter. ARGV: owner, lease ms, lifetime ms.
-- Answers SETTLED outcome | HELD ms | GRANTED or LAPSED since resends rejections group. A live claim's owner is told the same again: the first answer
-- may have been too late.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = redis.call('HMGET', KEYS[1], 'outcome', 'owner', 'lease', 'since', 'rejections', 'group', 'lapsed')
if known[1] then
  return {'SETTLED', known[1]}
end
local owner, lease = known[2], tonumber(known[3] or '0')
local owned = owner and owner ~= ''
local function answer(lapsed, since)
  return {lapsed and 'LAPSED' or 'GRANTED', since, redis.call('GET', KEYS[2]) or '0', known[5] or '0', known[6] or ''}
end
if owned and lease > now then
  if owner == ARGV[1] then
    return answer(known[7], known[4])
  end
  return {'HELD', tostring(lease - now)}
end
-- A round is only given back while none of its calls is open: the next one begins anew.
local since = owned and known[4] or string.format('%.0f', now)
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'lease', string.format('%.0f', now + ARGV[2]), 'since', since)
if owned then
  redis.call('HSET', KEYS[1], 'lapsed', '1')
elseif known[7] then
  redis.call('HDEL', KEYS[1], 'lapsed')
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return answer(owned, since)
