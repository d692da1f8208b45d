import Settings

/// The file that keeps the lease of one port across a restart (`/laddr` of manual I.6): one line of text, for its owner
/// alone. It is old or new at every moment, whatever ends the agent.
public struct DHCPLeaseFile: Hashable, Sendable {
    /// The most octets of a file that are read.
    static let sizeLimit = 16_384

    /// Where it stands.
    public let path: String

    /// The file of a port, such as `DHCP0`, in a folder that ends without a slash.
    public init(folder: String, port: String) {
        path = "\(folder)/\(port).lease"
    }

    /// The text; `nil` when nothing is kept. Throws when it cannot be read.
    public func text() throws(DHCPPortError) -> String? {
        guard let content = try LeaseContent.read(path) else { return nil }
        guard content.octets.count <= Self.sizeLimit else {
            throw DHCPPortError("expected at most \(Self.sizeLimit) octets in \(path), found \(content.octets.count)")
        }
        let line = content.octets.prefix { $0 != 0x0a }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    /// Keeps a text, or nothing. Returns when it is on the disk. Throws when that cannot be; the old text stands then.
    public func keep(_ text: String?) throws(DHCPPortError) {
        let failure = KeptText(path: path).keep(text.map { $0 + "\n" })
        guard failure == 0 else { throw DHCPPortError(errno: failure, "expected to keep \(path)") }
    }
}
