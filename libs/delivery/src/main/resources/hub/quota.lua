-- Tokens of a vendor account. KEYS: the account's hash, its replicas. One hash tag, Redis's own clock.
-- ARGV: owner, tokens a second, reserved share, slowest share, recovery share, longest time a replica counts in ms, what, then
--   take: priority wishes, bulk wishes, accepted calls; slow: Retry-After in ms, time between cuts in ms.
-- Answers: priority tokens, bulk tokens, ms until more, share of the rate that is left, replicas.
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local most, reserved, slowest, recovery = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local known = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'slowed', 'cut', 'recovered', 'silent')
local slowed = tonumber(known[3] or '1')
local at, cut = tonumber(known[2] or now), tonumber(known[4] or '0')
local recovered, silent = tonumber(known[5] or now), tonumber(known[6] or '0')
local function capacity(rate) return math.max(2, rate) end
local tokens = tonumber(known[1] or capacity(most * slowed))
local priority, bulk, pause = 0, 0, 0
if ARGV[7] == 'slow' then
  if now - cut >= tonumber(ARGV[9]) then
    slowed, cut, recovered, tokens, at = math.max(slowest, slowed / 2), now, now, 0, now
  end
  if tonumber(ARGV[8]) > 0 then
    silent = math.max(silent, now + ARGV[8])
  end
else
  if tonumber(ARGV[10]) > 0 then
    slowed = math.min(1, slowed + recovery * math.min(1, math.max(0, now - recovered) / 1000))
    recovered = now
  end
  local rate = most * slowed
  tokens = math.min(capacity(rate), tokens + math.max(0, now - at) / 1000 * rate)
  at = now
  if now < silent then
    pause = silent - now
  else
    priority = math.min(tonumber(ARGV[8]), math.floor(tokens))
    tokens = tokens - priority
    local free = tokens - math.min(reserved * capacity(rate), capacity(rate) - 1)
    bulk = math.max(0, math.min(tonumber(ARGV[9]), math.floor(free)))
    tokens = tokens - bulk
    if priority < tonumber(ARGV[8]) then
      pause = (1 - tokens) / rate * 1000
    elseif bulk < tonumber(ARGV[9]) then
      pause = (1 + bulk - free) / rate * 1000
    end
  end
  redis.call('ZADD', KEYS[2], now, ARGV[1])
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - ARGV[6])
  redis.call('PEXPIRE', KEYS[2], ARGV[6])
end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.3f', at),
  'slowed', string.format('%.6f', slowed), 'cut', string.format('%.0f', cut), 'recovered', string.format('%.3f', recovered),
  'silent', string.format('%.0f', silent))
redis.call('PEXPIRE', KEYS[1], 3600000)
return {string.format('%d', priority), string.format('%d', bulk), string.format('%.0f', math.ceil(pause)),
  string.format('%.6f', slowed), tostring(redis.call('ZCARD', KEYS[2]))}
