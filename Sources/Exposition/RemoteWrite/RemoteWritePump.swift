import History
import Logging
import NIOPosix
import NetworkValues

/// Sends what the history has to one server, in the order of time, and moves the server's cursor behind what is settled.
final class RemoteWritePump: Sendable {
    /// Rows that are sent together of a backlog: five minutes, so that a server that knows no order beyond an hour takes
    /// all series.
    static let windowMilliseconds: Int64 = 300_000
    /// Series that are read at a time.
    static let readSeries = 500

    let server: RemoteWriteServer
    let sender: RemoteWriteSender
    private let surroundings: RemoteWriteSurroundings

    init(_ server: RemoteWriteServer, _ surroundings: RemoteWriteSurroundings) throws {
        self.server = server
        self.surroundings = surroundings
        sender = try RemoteWriteSender(server, surroundings)
    }

    /// Sends until the task is cancelled.
    func run() async {
        let history = surroundings.history
        let growth = history.growth()
        guard let (cursor, start) = await openCursor() else { return }
        var position = start
        var labels: [SeriesID: [UInt8]] = [:]
        var live: Set<SeriesID> = []
        var news = growth.makeAsyncIterator()
        do {
            while !Task.isCancelled {
                guard let last = history.lastRow, last > position else {
                    guard await news.next() != nil else { return }
                    continue
                }
                position = try await dropped(before: position, cursor)
                let end = min(last, max(position, firstRow(position)).adding(milliseconds: Self.windowMilliseconds))
                live = try await send(after: position, through: end, &labels, live)
                try await NIOThreadPool.singleton.runIfActive { try cursor.advance(to: end) }
                position = end
                sender.update { $0.position = end }
            }
        } catch is CancellationError {
            return
        } catch {
            // The history is closed or cannot be read: the service begins anew when it is.
            surroundings.logger.error("remote write ends", metadata: ["server": "\(server.url)", "reason": "\(error)"])
        }
    }

    private func firstRow(_ position: Timestamp) -> Timestamp {
        surroundings.history.firstRow?.adding(milliseconds: -1) ?? position
    }

    /// The server's place in the history. A server that is new begins behind the last row, and that is stored at once:
    /// what is recorded from now on waits for it, even when the agent is restarted before it answers for the first time.
    private func openCursor() async -> (HistoryCursor, Timestamp)? {
        let history = surroundings.history
        while !Task.isCancelled {
            do {
                let cursor = try history.cursor(named: server.cursorName)
                // Without any row the first may be that of the ten seconds that have just ended.
                let position = cursor.position ?? history.lastRow ?? surroundings.now().adding(seconds: -10)
                if cursor.position == nil {
                    try await NIOThreadPool.singleton.runIfActive { try cursor.advance(to: position) }
                }
                sender.update { $0.position = position }
                return (cursor, position)
            } catch is CancellationError {
                return nil
            } catch {
                surroundings.logger.warning("no cursor for remote write", metadata: ["reason": "\(error)"])
                guard (try? await surroundings.sleep(.seconds(5))) != nil else { return nil }
            }
        }
        return nil
    }

    /// Passes over what is older than the settings allow, and counts it.
    private func dropped(before position: Timestamp, _ cursor: HistoryCursor) async throws -> Timestamp {
        let limit = surroundings.now().adding(seconds: -Int64(server.maximumAgeHours) * 3600)
        guard position < limit else { return position }
        var count: UInt64 = 0
        var start = max(position, firstRow(position))
        while start < limit {
            let end = min(limit, start.adding(seconds: 3600))
            for ids in series() { count += UInt64(try await rows(start, end, ids).reduce(0) { $0 + $1.times.count }) }
            start = end
        }
        sender.update { $0.dropped[.tooOld, default: 0] += count }
        try await NIOThreadPool.singleton.runIfActive { try cursor.advance(to: limit) }
        return limit
    }

    private func series() -> [ArraySlice<SeriesID>] {
        let ids = surroundings.history.all.map(\.id)
        return stride(from: 0, to: ids.count, by: Self.readSeries).map {
            ids[$0..<min($0 + Self.readSeries, ids.count)]
        }
    }

    private func rows(_ after: Timestamp, _ through: Timestamp, _ ids: ArraySlice<SeriesID>) async throws
        -> [SeriesRows]
    {
        let history = surroundings.history
        return try await NIOThreadPool.singleton.runIfActive {
            try history.rows(after: after, through: through, of: ids)
        }
    }

    /// Sends a window. Returns the series that have a value at its end; those that had one before and have none any more
    /// end with a stale marker.
    private func send(
        after: Timestamp, through end: Timestamp, _ labels: inout [SeriesID: [UInt8]], _ live: Set<SeriesID>
    ) async throws -> Set<SeriesID> {
        var stillLive: Set<SeriesID> = []
        var request = WriteRequest()
        var count = 0
        func add(_ id: SeriesID, _ times: ArraySlice<Int64>, _ values: ArraySlice<Double>) async throws {
            guard let labels = encodedLabels(id, &labels) else { return }
            var start = times.startIndex
            while start < times.endIndex {
                let stop = min(times.endIndex, start + server.batchSamples - count)
                request.series.append(
                    WriteRequest.Series(
                        labels: labels, times: Array(times[start..<stop]), values: Array(values[start..<stop])))
                count += stop - start
                start = stop
                if count >= server.batchSamples {
                    try await sender.send(request)
                    (request, count) = (WriteRequest(), 0)
                }
            }
        }
        var seen: Set<SeriesID> = []
        for ids in series() {
            for rows in try await rows(after, end, ids) {
                seen.insert(rows.id)
                if rows.times.last == end { stillLive.insert(rows.id) }
                try await add(rows.id, rows.times.map(\.milliseconds)[...], rows.values[...])
            }
        }
        for id in live.subtracting(seen).sorted() {
            try await add(id, [end.milliseconds][...], [WriteRequest.staleMarker][...])
        }
        if count > 0 { try await sender.send(request) }
        return stillLive
    }

    private func encodedLabels(_ id: SeriesID, _ known: inout [SeriesID: [UInt8]]) -> [UInt8]? {
        if let labels = known[id] { return labels }
        var external = server.labels.map { (name: $0.key, value: $0.value) }
        if server.labels["job"] == nil { external.append(("job", "ipdect")) }
        if server.labels["instance"] == nil { external.append(("instance", surroundings.hostName())) }
        guard let description = surroundings.history.description(of: id),
            let labels = SeriesLabels.labels(of: description.name, external: external)
        else { return nil }
        let encoded = WriteRequest.encoded(labels)
        known[id] = encoded
        return encoded
    }
}
