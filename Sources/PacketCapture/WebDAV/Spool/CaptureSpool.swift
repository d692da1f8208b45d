import Glibc
package import Logging
package import NetworkValues
import Synchronization
import Waking

/// Capture files on the disk between a capture and a server: bounded, and whole after a crash up to the last second.
///
/// One task appends, one ticks, one uploads; each may block on the disk, but for what tells so.
package final class CaptureSpool: Sendable {
    /// What the appending side has.
    struct Writing: ~Copyable {
        var device = MACAddress(rawValue: 0)
        var header: [UInt8] = []
        var segment: OpenSegment?
        var serial: UInt64 = 0
    }

    /// What was lost and what is wrong.
    struct Troubles: Sendable {
        var byLimit = SpoolLoss()
        var byDisk = SpoolLoss()
        /// What nobody was told of yet.
        var untold = SpoolLoss()
        var toldAt: Timestamp?
        var error = ""
    }

    /// Milliseconds between two notices of losses.
    static let noticeMilliseconds: Int64 = 60_000

    let folder: SpoolFolder
    let writing: Mutex<Writing>
    let index: Mutex<SpoolIndex>
    let limits: Mutex<SpoolLimits>
    let troubles = Mutex(Troubles())
    let logger: Logger
    private let onLoss: @Sendable (SpoolLoss) -> Void
    /// Rung when there is more to send.
    let news = Doorbell()

    /// Opens the spool in a folder, which is made when it is not there, and puts in order what the last run left: see
    /// `CrashTrace`. `onLoss` hears of losses, at most once a minute, of all since last time.
    ///
    /// Throws `CaptureError` when the folder cannot be used.
    package init(
        folder path: String, _ limits: SpoolLimits, at now: Timestamp, restartedUnexpectedly: Bool, logger: Logger,
        onLoss: @escaping @Sendable (SpoolLoss) -> Void = { _ in }
    ) throws(CaptureError) {
        folder = try SpoolFolder(path)
        self.limits = Mutex(limits)
        self.logger = logger
        self.onLoss = onLoss
        writing = Mutex(Writing())
        index = Mutex(
            SpoolIndex(
                limitOctets: limits.spoolOctets, keepMilliseconds: Int64(limits.crashMinutes) * 60_000))
        try recover(restartedUnexpectedly: restartedUnexpectedly)
        enforceLimit()
    }

    /// Takes other limits.
    func apply(_ limits: SpoolLimits) {
        self.limits.withLock { $0 = limits }
        index.withLock { index in
            index.limitOctets = limits.spoolOctets
            index.keepMilliseconds = Int64(limits.crashMinutes) * 60_000
        }
        enforceLimit()
    }

    /// How it stands. Does not wait until something is written.
    package func figures(at now: Timestamp) -> SpoolFigures {
        var figures = index.withLock { $0.figures(at: now) }
        troubles.withLock { troubles in
            figures.droppedByLimit = troubles.byLimit
            figures.droppedByDisk = troubles.byDisk
            figures.error = troubles.error
        }
        return figures
    }

    // MARK: Every second

    /// Forces to the disk what was written, removes what no crash needs any more, counts what was not counted yet, and
    /// tells of losses.
    package func tick(at now: Timestamp) {
        sync()
        for segment in index.withLock({ $0.expire(at: now) }) { folder.remove(segment) }
        countOne()
        tellOfLosses(at: now)
    }

    private func sync() {
        guard let descriptor = writing.withLock({ $0.segment?.takeDirty() ?? nil }) else { return }
        // Not under the lock: appending goes on while the disk is slow.
        let code = fdatasync(descriptor) == 0 ? 0 : errno
        Glibc.close(descriptor)
        if code != 0 { note(code) }
    }

    /// Counts the packets of one file that an earlier run wrote, in case it must give way.
    private func countOne() {
        guard let segment = index.withLock({ $0.segments.first { $0.packets == nil && $0.state != .sent } }) else {
            return
        }
        let packets = (try? SegmentScanner.scan(folder.file(of: segment)))?.packets ?? 0
        index.withLock { $0.counted(segment.name, packets: packets) }
    }

    private func tellOfLosses(at now: Timestamp) {
        let loss = troubles.withLock { troubles -> SpoolLoss? in
            guard !troubles.untold.isEmpty else { return nil }
            if let last = troubles.toldAt, abs(now.milliseconds(since: last)) < Self.noticeMilliseconds { return nil }
            defer { troubles.untold = SpoolLoss() }
            troubles.toldAt = now
            return troubles.untold
        }
        if let loss { onLoss(loss) }
    }

    // MARK: Troubles

    /// Removes files that gave way, and counts what only they had.
    func remove(_ victims: [SpoolSegment]) {
        for victim in victims {
            var loss = SpoolLoss()
            if victim.state == .waiting {
                let packets = victim.packets ?? (try? SegmentScanner.scan(folder.file(of: victim)))?.packets
                loss.files = 1
                loss.packets = packets ?? 0
                loss.octets = victim.octets
            }
            folder.remove(victim)
            troubles.withLock { troubles in
                troubles.byLimit = troubles.byLimit + loss
                troubles.untold = troubles.untold + loss
            }
        }
    }

    private func enforceLimit() { remove(index.withLock { $0.makeRoom(for: 0) }) }

    /// Counts packets that the disk did not take.
    func lose(packets: UInt64, octets: Int) {
        var loss = SpoolLoss()
        (loss.packets, loss.octets) = (packets, UInt64(octets))
        troubles.withLock { troubles in
            troubles.byDisk = troubles.byDisk + loss
            troubles.untold = troubles.untold + loss
        }
    }

    /// Notes an error of the disk; 0 says that all is well again.
    func note(_ code: Int32) {
        let text =
            switch code {
            case 0: ""
            case ENOSPC: "the disk is full: \(folder.path)"
            case EDQUOT: "the quota of the disk is used up: \(folder.path)"
            default: "the disk does not take what is captured: \(folder.path): \(String(cString: strerror(code)))"
            }
        let isNew = troubles.withLock { troubles in
            defer { troubles.error = text }
            return troubles.error != text
        }
        guard isNew else { return }
        if code == 0 {
            logger.notice("captured packets are written to the disk again")
        } else {
            logger.error("captured packets are lost", metadata: ["reason": "\(text)"])
        }
    }
}
