import CLinux
import Glibc
public import LinkProtocols
public import NetworkValues
public import Snapshot

/// Reading mode: the lease that the host's own client got for an interface, read again whenever its files change.
///
/// It belongs to one thread. `now` is of a clock that does not go back, `wallOffset` what the wall clock is ahead of it.
public final class DHCPReader {
    /// Milliseconds that the wall clock is ahead of the steady one. Set it when the wall clock was set.
    public var wallOffset: Int64
    /// What was found last.
    public private(set) var finding = HostLeaseReader.Finding()
    /// Has something to read when files changed; `nil` where the kernel gives no watch. Then `refresh` must be called when
    /// addresses change, and at the deadline.
    public var descriptor: Int32? { watch >= 0 ? watch : nil }
    /// When `refresh` must be called at the latest.
    public private(set) var deadline: Timestamp?

    /// How often files are read again although nothing told of a change, in seconds: folders may come later.
    static let interval: Int64 = 60

    private let name: String
    private var index: UInt32
    private let reader: HostLeaseReader
    private let policy: DHCPPolicy
    private let family: Int
    private let watch: Int32
    private var notes = DHCPNotes()

    /// Makes a reader for an interface; `root` as in `HostLeaseReader`.
    public init(
        name: String, index: UInt32, settings: DHCPSettings, policy: DHCPPolicy, root: String = "", wallOffset: Int64
    ) {
        self.name = name
        self.index = index
        self.policy = policy
        self.wallOffset = wallOffset
        family = 4
        reader = HostLeaseReader(root: root, files: settings.leaseFiles)
        watch = ipd_watch_open()
    }

    /// Makes a reader of leases of IPv6.
    public init(name: String, index: UInt32, settings6 settings: DHCP6Settings, root: String = "", wallOffset: Int64) {
        self.name = name
        self.index = index
        self.wallOffset = wallOffset
        // A VLAN is offered by IPv4 alone (manual I.6).
        policy = DHCPPolicy(ignoresVLAN: true, ignoresVendorOptions: settings.ignoresVendorOptions)
        family = 6
        reader = HostLeaseReader(root: root, isVersion6: true)
        watch = ipd_watch_open()
    }

    deinit { if watch >= 0 { close(watch) } }

    /// Reads again after the descriptor had something. Returns whether anything changed.
    public func receive(now: Timestamp) -> Bool {
        guard ipd_watch_clear(watch) != 0 else { return false }
        return refresh(now: now)
    }

    /// Reads again. `index` is the interface's index when that changed. Returns whether anything changed.
    @discardableResult
    public func refresh(index: UInt32? = nil, now: Timestamp) -> Bool {
        if let index { self.index = index }
        if watch >= 0 {
            // Adding a folder once more changes nothing; one that is not there yet is tried again.
            for folder in reader.folders(name: name, index: self.index) { _ = ipd_watch_add(watch, folder) }
        }
        let wall = now.adding(milliseconds: wallOffset)
        let before = finding
        finding = reader.find(name: name, index: self.index, wall: wall)
        var next = now.adding(seconds: Self.interval)
        if let end = finding.lease?.expiresAt { next = min(next, end.adding(milliseconds: -wallOffset)) }
        deadline = max(next, now.adding(milliseconds: 1))
        tell(before, wall)
        return finding != before
    }

    private func tell(_ before: HostLeaseReader.Finding, _ wall: Timestamp) {
        let lease = finding.lease
        guard lease?.address != before.lease?.address || finding.file != before.file else { return }
        if let lease {
            notes.add("\(finding.client) has a lease of \(lease.address) in \(finding.file)", at: wall)
        } else if let lost = before.lease {
            notes.add("the lease of \(lost.address) is gone", at: wall)
        }
    }

    /// What the lease says of the VLAN, on the steady clock; `nil` when it says nothing or that is passed over.
    public var vlanOffer: VLANOffers.Setting? {
        guard let offer = finding.lease?.vlanOffer(policy) else { return nil }
        return VLANOffers.Setting(
            vlan: offer.vlan, priority: offer.priority,
            expiresAt: offer.expiresAt?.adding(milliseconds: -wallOffset))
    }

    /// The vendor options that count.
    public var vendorOptions: DHCPVendorOptions {
        policy.applied(to: finding.lease?.vendorOptions ?? DHCPVendorOptions())
    }

    /// How it stands.
    public var status: DHCPStatus {
        var status = DHCPStatus(family: family, interface: name, mode: .read)
        status.state = "reading"
        status.problems = finding.problems
        status.notes = notes.all
        guard let lease = finding.lease else { return status }
        status.source = finding.file
        status.client = finding.client
        status.lease = DHCPStatus.Lease(lease)
        status.vendorOptions = VendorOptionWords.rows(lease.vendorOptions, policy)
        status.problems += lease.vendorOptions.problems.map(\.description)
        status.vlanOffer = lease.vlanOffer(policy).map {
            DHCPStatus.VLANOffer(vlan: $0.vlan, priority: $0.priority, expiresAt: $0.expiresAt)
        }
        return status
    }
}
