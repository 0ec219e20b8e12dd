-- Notes what happens to a claimed round: renew, release or settle. Only its owner may, except that an outcome always wins.
-- ARGV: owner, lease ms, lifetime ms, what, rejections, outcome or group. Answers 0 if the round is over or another's.
if ARGV[4] == 'settle' then
  -- Nothing else is asked of a round that is over, and a day's rounds are many.
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'outcome', ARGV[6])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return 1
end
local known = redis.call('HMGET', KEYS[1], 'owner', 'outcome')
local owner = known[1]
if known[2] or (owner and owner ~= '' and owner ~= ARGV[1]) then
  return 0
elseif ARGV[4] == 'renew' then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  -- A refusal changes the idempotency key, and with it the time since when it may have been used.
  if (redis.call('HGET', KEYS[1], 'rejections') or '0') ~= ARGV[5] then
    redis.call('HSET', KEYS[1], 'since', string.format('%.0f', now))
  end
  redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'lease', string.format('%.0f', now + ARGV[2]), 'rejections', ARGV[5])
  redis.call('HSETNX', KEYS[1], 'since', string.format('%.0f', now))
  if ARGV[6] == '' then
    redis.call('HDEL', KEYS[1], 'group')
  else
    redis.call('HSET', KEYS[1], 'group', ARGV[6])
  end
else
  redis.call('HSET', KEYS[1], 'owner', '', 'lease', '0', 'rejections', ARGV[5])
  redis.call('HDEL', KEYS[1], 'group')
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
