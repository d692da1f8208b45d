import Glibc

/// Where clients of hosts leave their leases.
struct HostLeasePlaces: Hashable, Sendable {
    /// A pattern of files, and whose they are.
    struct Place: Hashable, Sendable {
        /// A path. `{name}` and `{index}` stand for the interface, `*` in the file's name for anything.
        var pattern: String
        /// The client's name.
        var client: String
        /// Whether the file's name tells the interface.
        var namesInterface: Bool { pattern.contains("{") }
    }

    /// The places of clients that are known, in the order in which they are looked at.
    static let known = [
        Place(pattern: "/run/systemd/netif/leases/{index}", client: "systemd-networkd"),
        Place(pattern: "/var/lib/NetworkManager/internal-*-{name}.lease", client: "NetworkManager"),
        Place(pattern: "/var/lib/NetworkManager/dhclient-*-{name}.lease", client: "NetworkManager"),
        Place(pattern: "/var/lib/dhcp/dhclient*.leases", client: "dhclient"),
        Place(pattern: "/var/lib/dhclient/dhclient*.lease*", client: "dhclient"),
        Place(pattern: "/var/lib/dhcpcd/{name}.lease", client: "dhcpcd"),
    ]
    /// The same for IPv6.
    static let known6 = [
        Place(pattern: "/var/lib/dhcpcd/{name}.lease6", client: "dhcpcd"),
        Place(pattern: "/var/lib/dhcp/dhclient6*.leases", client: "dhclient"),
        Place(pattern: "/var/lib/dhclient/dhclient6*.lease*", client: "dhclient"),
    ]

    /// The most files of a place that are looked at.
    static let fileLimit = 64
    /// The most names of a folder that are read.
    static let nameLimit = 4096

    /// A place with what is left of it for an interface.
    struct Folder: Hashable, Sendable {
        var path: String
        var name: String
        var place: Place
    }

    var places: [Place]

    /// Known places, or those of the settings.
    init(files: [String], isVersion6: Bool) {
        places =
            files.isEmpty
            ? isVersion6 ? Self.known6 : Self.known : files.map { Place(pattern: $0, client: "the host's client") }
    }

    /// Folders with patterns of names.
    func folders(root: String, name: String, index: UInt32) -> [Folder] {
        places.compactMap { place in
            let path = Self.replacing("{name}", by: name, Self.replacing("{index}", by: "\(index)", place.pattern))
            guard let slash = path.lastIndex(of: "/"), !name.contains("/") else { return nil }
            return Folder(path: root + path[..<slash], name: String(path[path.index(after: slash)...]), place: place)
        }
    }

    private static func replacing(_ mark: String, by text: String, _ pattern: String) -> String {
        var result = ""
        var rest = pattern[...]
        while let brace = rest.firstIndex(of: "{") {
            result += rest[..<brace]
            rest = rest[brace...]
            if rest.hasPrefix(mark) {
                result += text
                rest = rest.dropFirst(mark.count)
            } else {
                result += "{"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    /// Whether a file's name is one of a pattern.
    static func matches(_ name: some StringProtocol, _ pattern: some StringProtocol) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, parts.count > 1 else {
            return String(name) == String(pattern)
        }
        guard name.hasPrefix(first), name.utf8.count >= first.utf8.count + last.utf8.count, name.hasSuffix(last) else {
            return false
        }
        var rest = Array(name.utf8.dropFirst(first.utf8.count).dropLast(last.utf8.count))[...]
        for part in parts.dropFirst().dropLast() {
            let wanted = Array(part.utf8)
            let starts = rest.startIndex...rest.endIndex
            guard let start = starts.first(where: { rest[$0...].starts(with: wanted) }) else { return false }
            rest = rest[(start + wanted.count)...]
        }
        return true
    }

    /// The names in a folder that a pattern means, sorted. Throws when the folder is there and cannot be read.
    static func names(in folder: String, _ pattern: String) throws(DHCPPortError) -> [String] {
        guard pattern.contains("*") else { return [pattern] }
        guard let stream = opendir(folder) else {
            let code = errno
            guard code != ENOENT, code != ENOTDIR else { return [] }
            throw DHCPPortError(errno: code, "expected to read the folder \(folder)")
        }
        defer { closedir(stream) }
        var names: [String] = []
        var left = nameLimit
        while left > 0, let entry = readdir(stream) {
            left -= 1
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != "..", matches(name, pattern) { names.append(name) }
        }
        return Array(names.sorted().suffix(fileLimit))
    }
}
