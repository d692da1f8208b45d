import Glibc

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
        guard let text else {
            guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove") }
            try synchroniseFolder()
            return
        }
        let new = path + ".new"
        // What a crash left is nobody's.
        unlink(new)
        let file = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure("write") }
        do throws(DHCPPortError) {
            defer { close(file) }
            try write(Array((text + "\n").utf8), to: file)
            guard fsync(file) == 0 else { throw failure("synchronise") }
        } catch {
            unlink(new)
            throw error
        }
        guard rename(new, path) == 0 else {
            let error = failure("replace")
            unlink(new)
            throw error
        }
        try synchroniseFolder()
    }

    private func write(_ octets: [UInt8], to file: Int32) throws(DHCPPortError) {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write") }
            rest = rest.dropFirst(count)
        }
    }

    private func synchroniseFolder() throws(DHCPPortError) {
        let name = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        let folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("synchronise the folder of") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("synchronise the folder of") }
    }

    private func failure(_ what: String) -> DHCPPortError {
        DHCPPortError(errno: errno, "expected to \(what) \(path)")
    }
}
