public import LinkProtocols
public import NetworkValues

/// Finds the lease that the host's own client got for an interface, in the files of clients that are known.
public struct HostLeaseReader: Sendable {
    /// What was found.
    public struct Finding: Hashable, Sendable {
        /// The lease that counts; `nil` for none. Its times are of the wall clock.
        public var lease: HostLease?
        /// The file that it stands in; empty without one.
        public var file = ""
        /// The client's name; empty without one.
        public var client = ""
        /// When the file was written; `nil` without one.
        public var writtenAt: Timestamp?
        /// What hinders it, each in a sentence: files that cannot be read, leases that are over.
        public var problems: [String] = []

        /// Makes a finding of nothing.
        public init() {}
    }

    /// The most problems that are told.
    static let problemLimit = 8

    private let root: String
    private let isVersion6: Bool
    private let places: HostLeasePlaces

    /// Makes a reader below `root`, which ends without a slash; empty for the host itself. `files` take the place of those
    /// of known clients. `isVersion6` makes it look for leases of IPv6.
    public init(root: String = "", files: [String] = [], isVersion6: Bool = false) {
        self.root = root
        self.isVersion6 = isVersion6
        places = HostLeasePlaces(files: files, isVersion6: isVersion6)
    }

    /// The folders that the files stand in, each once.
    func folders(name: String, index: UInt32) -> [String] {
        var seen: [String] = []
        for folder in places.folders(root: root, name: name, index: index) where !seen.contains(folder.path) {
            seen.append(folder.path)
        }
        return seen
    }

    /// Looks for the lease of an interface. `wall` is the time of the wall clock. Of several leases that are not over, the
    /// one counts that was written last.
    public func find(name: String, index: UInt32, wall: Timestamp) -> Finding {
        var best = Finding()
        var problems: [String] = []
        for folder in places.folders(root: root, name: name, index: index) {
            do throws(DHCPPortError) {
                for file in try HostLeasePlaces.names(in: folder.path, folder.name) {
                    let path = folder.path + "/" + file
                    guard let content = try LeaseContent.read(path) else { continue }
                    let found = isVersion6 ? content.lease6(interface: name) : content.lease(interface: name)
                    guard let lease = found else {
                        // A file that tells of several interfaces need not tell of this one.
                        if folder.place.namesInterface { problems.append("expected a lease in \(path), found none") }
                        continue
                    }
                    if let end = lease.expiresAt, end <= wall {
                        problems.append("the lease of \(lease.address) in \(path) is over")
                        continue
                    }
                    guard best.writtenAt.map({ $0 < content.writtenAt }) ?? true else { continue }
                    best.lease = lease
                    best.file = path
                    best.client = folder.place.client
                    best.writtenAt = content.writtenAt
                }
            } catch {
                problems.append("\(error)")
            }
        }
        // With a lease in hand, nobody needs to know what else could not be read.
        if best.lease == nil { best.problems = Array(problems.prefix(Self.problemLimit)) }
        return best
    }
}
