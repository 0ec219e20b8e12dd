-- Fields of a worker's claim. KEYS: the claim. ARGV: the fields. Nothing where there is none any more: a round that is over has a string there.
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then
  return {}
end
return redis.call('HMGET', KEYS[1], unpack(ARGV))
