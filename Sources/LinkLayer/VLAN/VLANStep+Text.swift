import NetworkValues

// Steps as words, for a restart of the agent.
extension VLANStep {
    /// The step in words that `init(words:)` reads.
    var words: String {
        switch self {
        case .createLink(let link): "create \(link.words)"
        case .removeLink(let link): "remove \(link.words)"
        case .setUp(let name): "up \(name)"
        case .setDown(let name): "down \(name)"
        case .setPriority(let name, let from, let to): "priority \(name) \(from) \(to)"
        case .addAddress(let address, let name): "address-add \(name) \(address.words)"
        case .removeAddress(let address, let name): "address-del \(name) \(address.words)"
        case .addRoute(let route, let name): "route-add \(name) \(route.words)"
        case .removeRoute(let route, let name): "route-del \(name) \(route.words)"
        }
    }

    /// Reads a step; `nil` for anything that `words` does not make.
    init?(words: some Collection<Substring>) {
        let words = Array(words)
        guard words.count >= 2, Self.isName(words[1]) else { return nil }
        let name = String(words[1])
        let rest = words[2...]
        switch words[0] {
        case "create", "remove":
            guard let link = VLANLink(name: name, words: rest) else { return nil }
            self = words[0] == "create" ? .createLink(link) : .removeLink(link)
        case "up" where rest.isEmpty: self = .setUp(name)
        case "down" where rest.isEmpty: self = .setDown(name)
        case "priority":
            guard rest.count == 2, let from = UInt8(words[2]), let to = UInt8(words[3]), from <= 7, to <= 7 else {
                return nil
            }
            self = .setPriority(name, from: from, to: to)
        case "address-add", "address-del":
            guard let address = VLANAddress(words: rest) else { return nil }
            self = words[0] == "address-add" ? .addAddress(address, on: name) : .removeAddress(address, on: name)
        case "route-add", "route-del":
            guard let route = VLANRoute(words: rest) else { return nil }
            self = words[0] == "route-add" ? .addRoute(route, by: name) : .removeRoute(route, by: name)
        default: return nil
        }
    }

    /// Whether a word can be the name of a link.
    fileprivate static func isName(_ word: Substring) -> Bool {
        (1...15).contains(word.utf8.count) && !word.contains("/") && word != "." && word != ".."
    }
}

extension VLANLink {
    fileprivate var words: String { "\(name) \(parent) \(id) \(priority)" }

    fileprivate init?(name: String, words: ArraySlice<Substring>) {
        let words = Array(words)
        guard words.count == 3, VLANStep.isName(words[0]), let id = UInt16(words[1]), id <= 4094,
            let priority = UInt8(words[2]), priority <= 7
        else { return nil }
        self.init(name: name, parent: String(words[0]), id: id, priority: priority)
    }
}

extension VLANAddress {
    fileprivate var words: String { "\(address)/\(prefixLength) \(broadcast.map { "\($0)" } ?? "-") \(scope) \(flags)" }

    fileprivate init?(words: ArraySlice<Substring>) {
        let words = Array(words)
        guard words.count == 4 else { return nil }
        let parts = words[0].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(parts[0]), let length = UInt8(parts[1]),
            length <= address.octets.count * 8, let scope = UInt8(words[2]), let flags = UInt32(words[3]),
            flags & ~Self.movedFlags == 0
        else { return nil }
        var broadcast: IPAddress?
        if words[1] != "-" {
            guard let read = IPAddress(words[1]) else { return nil }
            broadcast = read
        }
        self.init(address: address, prefixLength: length, broadcast: broadcast, scope: scope, flags: flags)
    }
}

extension VLANRoute {
    fileprivate var words: String {
        let gateway = gateway.map { "\($0)" } ?? "-"
        let source = source.map { "\($0)" } ?? "-"
        return "\(destination) \(gateway) \(source) \(metric) \(scope) \(origin) \(service) \(isOnLink ? 1 : 0)"
    }

    fileprivate init?(words: ArraySlice<Substring>) {
        let words = Array(words)
        guard words.count == 8, words[0].contains("/"), let destination = IPNetwork(words[0]),
            let metric = UInt32(words[3]), let scope = UInt8(words[4]), let origin = UInt8(words[5]),
            let service = UInt8(words[6]), words[7] == "0" || words[7] == "1"
        else { return nil }
        var ends: [IPAddress?] = []
        for word in words[1...2] {
            let address = word == "-" ? nil : IPAddress(word)
            guard word == "-" || address != nil else { return nil }
            ends.append(address)
        }
        self.init(
            destination: destination, gateway: ends[0], source: ends[1], metric: metric, scope: scope, origin: origin,
            service: service, isOnLink: words[7] == "1")
    }
}
