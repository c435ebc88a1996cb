-- Sends each line of the file BODIES (method, path, body) as one of the people in PEOPLE (session,
-- name), each line once, in order.
local function lines_of(path)
  local found = {}
  for line in io.lines(os.getenv(path)) do
    found[#found + 1] = line
  end
  return found
end

local people, bodies = lines_of("PEOPLE"), lines_of("BODIES")
local first, sent = 0, 0

function init(args)
  first = tonumber(args[1] or "0")
end

function request()
  local method, path, body = bodies[(first + sent) % #bodies + 1]:match("^(%S+) (%S+) (.*)$")
  local session, name = people[(first + sent) % #people + 1]:match("^(%S+) (%S+)$")
  sent = sent + 1
  return wrk.format(method, path, {
    ["Cookie"] = "session=" .. session .. "; signed_in=" .. name,
    ["Sec-Fetch-Site"] = "same-origin",
    ["Content-Type"] = "application/json",
  }, body)
end
