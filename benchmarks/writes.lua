-- Sends each line of the file BODIES (method, path, body), each once and in order, as one of the
-- people in the file PEOPLE (session, name), who take turns also where only each 20th line is a
-- write. The argument says how many lines were sent before.
local function lines_of(name)
  local found = {}
  for line in io.lines(os.getenv(name)) do
    found[#found + 1] = line
  end
  return found
end

local people, bodies = lines_of("PEOPLE"), lines_of("BODIES")
local sent = 0
local reads = {}

function init(args)
  sent = tonumber(args[1] or "0")
end

function request()
  local method, path, body = bodies[sent % #bodies + 1]:match("^(%S+) (%S+) (.*)$")
  local session, name = people[(sent * 7919 + math.floor(sent / 20)) % #people + 1]:match("^(%S+) (%S+)$")
  sent = sent + 1
  if method == "GET" then
    reads[path] = reads[path] or wrk.format(method, path, { ["Accept-Encoding"] = "br" })
    return reads[path]
  end
  return wrk.format(method, path, {
    ["Cookie"] = "session=" .. session .. "; signed_in=" .. name,
    ["Sec-Fetch-Site"] = "same-origin",
    ["Content-Type"] = "application/json",
  }, body)
end
