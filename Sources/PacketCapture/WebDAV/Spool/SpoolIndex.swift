import NetworkValues

/// What is in the spool, and what is next: a plain value, with time as an argument and no disk behind it.
struct SpoolIndex: Sendable {
    /// The most files, however small they are.
    static let fileLimit = 5000

    /// The most octets of all files together.
    var limitOctets: UInt64
    /// Milliseconds that a file is kept after it was closed, although the server has it.
    var keepMilliseconds: Int64
    /// In the order in which they were written.
    private(set) var segments: [SpoolSegment] = []

    init(limitOctets: UInt64, keepMilliseconds: Int64) {
        self.limitOctets = limitOctets
        self.keepMilliseconds = keepMilliseconds
    }

    var usedOctets: UInt64 { segments.reduce(0) { $0 + $1.octets } }

    subscript(name: SegmentName) -> SpoolSegment? {
        place(name).map { segments[$0] }
    }

    private func place(_ name: SegmentName) -> Int? { segments.firstIndex { $0.name == name } }

    private mutating func change(_ name: SegmentName, _ body: (inout SpoolSegment) -> Void) {
        if let place = place(name) { body(&segments[place]) }
    }

    // MARK: What is written

    /// Takes a file that was found or begun.
    mutating func add(_ segment: SpoolSegment) {
        segments.removeAll { $0.name == segment.name }
        let place = segments.firstIndex { segment.name < $0.name } ?? segments.endIndex
        segments.insert(segment, at: place)
    }

    /// The open file has grown.
    mutating func grew(_ name: SegmentName, octets: UInt64, packets: UInt64) {
        change(name) { segment in
            segment.octets += octets
            segment.packets = (segment.packets ?? 0) + packets
        }
    }

    /// Somebody has counted the packets of a file.
    mutating func counted(_ name: SegmentName, packets: UInt64) {
        change(name) { $0.packets = packets }
    }

    /// The open file is whole. Returns what it has become; `nil` when it has no packets, and is forgotten.
    mutating func close(_ name: SegmentName, at now: Timestamp) -> SpoolSegment? {
        guard let place = place(name) else { return nil }
        guard !segments[place].isEmpty else {
            segments.remove(at: place)
            return nil
        }
        segments[place].state = segments[place].uploaded == segments[place].octets ? .sent : .waiting
        segments[place].closedAt = now
        return segments[place]
    }

    /// A file was taken from the disk by somebody else.
    mutating func forget(_ name: SegmentName) { segments.removeAll { $0.name == name } }

    // MARK: Room

    /// Takes out what must give way so that `octets` more can be written: what the server has goes first, then the oldest
    /// that waits, the trace of a crash last. The open file stays, and so do those to spare.
    mutating func makeRoom(for octets: UInt64, sparing spared: Set<SegmentName> = []) -> [SpoolSegment] {
        var victims: [SpoolSegment] = []
        var used = usedOctets
        while used + octets > limitOctets || segments.count > Self.fileLimit, let victim = nextVictim(sparing: spared) {
            segments.removeAll { $0.name == victim.name }
            used -= victim.octets
            victims.append(victim)
        }
        return victims
    }

    /// Takes out the oldest file that the server has, for a disk that is full.
    mutating func sacrifice() -> SpoolSegment? {
        guard let victim = segments.first(where: { $0.state == .sent }) else { return nil }
        segments.removeAll { $0.name == victim.name }
        return victim
    }

    private func nextVictim(sparing spared: Set<SegmentName>) -> SpoolSegment? {
        let others = segments.filter { $0.state != .open && !spared.contains($0.name) }
        return others.first { $0.state == .sent } ?? others.first { !$0.name.isCrash } ?? others.first
    }

    /// Takes out what the server has and no crash needs any more.
    mutating func expire(at now: Timestamp) -> [SpoolSegment] {
        let keep = keepMilliseconds
        func isExpired(_ segment: SpoolSegment) -> Bool {
            segment.state == .sent && (keep == 0 || now.milliseconds(since: segment.closedAt) >= keep)
        }
        defer { segments.removeAll(where: isExpired) }
        return segments.filter(isExpired)
    }

    // MARK: Upload

    /// What is to be sent next: the trace of a crash, else the oldest file that waits, else as much of the open file as
    /// there is, when `refreshMilliseconds` have passed.
    func next(at now: Timestamp, refreshMilliseconds: Int64) -> UploadJob? {
        let ready = segments.filter { $0.state == .waiting && ($0.refusedUntil ?? now) <= now }
        if let segment = ready.first(where: \.name.isCrash) ?? ready.first {
            return UploadJob(name: segment.name, octets: segment.octets, isOpen: false)
        }
        guard let open = segments.last(where: { $0.state == .open }), !open.isEmpty, open.octets > open.uploaded,
            abs(now.milliseconds(since: open.refreshedAt)) >= refreshMilliseconds, (open.refusedUntil ?? now) <= now,
            // Before, no more was sent than it has now. So all that is sent of it while it grows is at most twice what it
            // has in the end, and with the whole file at most three times that.
            open.spent <= open.octets
        else { return nil }
        return UploadJob(name: open.name, octets: open.octets, isOpen: true)
    }

    /// A job is begun.
    mutating func began(_ job: UploadJob, at now: Timestamp) {
        guard job.isOpen else { return }
        change(job.name) { segment in
            segment.spent += job.octets
            segment.refreshedAt = now
        }
    }

    /// The server has what a job sent. Returns the file when it is whole there: it has the state `sent` now.
    mutating func uploaded(_ job: UploadJob) -> SpoolSegment? {
        guard let place = place(job.name) else { return nil }
        segments[place].uploaded = job.octets
        segments[place].refusedUntil = nil
        guard segments[place].state == .waiting, job.octets == segments[place].octets else { return nil }
        segments[place].state = .sent
        return segments[place]
    }

    /// The server does not take a file: it is not tried again before `until`.
    mutating func refused(_ job: UploadJob, until: Timestamp) {
        change(job.name) { $0.refusedUntil = until }
    }

    // MARK: Figures

    /// How it stands; what was lost and the disk's errors are not known here.
    func figures(at now: Timestamp) -> SpoolFigures {
        var figures = SpoolFigures()
        figures.limitOctets = limitOctets
        for segment in segments {
            figures.usedOctets += segment.octets
            if segment.name.isCrash { figures.crashFiles.append(segment.name.text) }
            switch segment.state {
            case .open: (figures.currentFile, figures.currentOctets) = (segment.name.text, segment.octets)
            case .waiting:
                figures.filesWaiting += 1
                figures.octetsWaiting += segment.octets
                if let until = segment.refusedUntil, until > now { figures.filesRefused += 1 }
            case .sent: break
            }
        }
        return figures
    }
}
