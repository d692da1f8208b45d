import DeviceProtocols
public import Journal
public import Logging
import NetworkValues
public import ServiceLifecycle

/// Takes what devices write into logs that are relayed here: reads the journal from where it ends when the agent starts.
/// The relay knows nothing of it.
public struct LineFeed: Service {
    /// Records that are read at once.
    static let batch = 512
    /// Milliseconds between two lines of a device that say no more than that it is there.
    static let lifePause: Int64 = 10_000

    private let service: DeviceFeedService
    private let journal: Journal
    private let logger: Logger

    /// Makes a feed.
    public init(_ service: DeviceFeedService, journal: Journal, logger: Logger) {
        self.service = service
        self.journal = journal
        self.logger = logger
    }

    /// Reads until the agent shuts down.
    public func run() async throws {
        var position = journal.lastNumber
        var heard: [IPAddress: Timestamp] = [:]
        for await last in journal.growth().cancelOnGracefulShutdown() {
            if service.deviceCount == 0 {
                position = last
                continue
            }
            while position < last {
                guard let records = try? await journal.records(after: position, limit: Self.batch) else {
                    logger.warning("journal not readable: \(last - position) records passed over for devices")
                    position = last
                    break
                }
                guard let end = records.last?.number else { break }
                for record in records {
                    guard case .log(let line) = record.content, let origin = line.origin else { continue }
                    await take(line, from: origin.address, &heard)
                }
                position = end
            }
        }
    }

    private func take(_ line: LogRecord, from address: IPAddress, _ heard: inout [IPAddress: Timestamp]) async {
        guard service.isWatched(address) else { return }
        let octets = Array(line.message.utf8.prefix(KnownLines.limit))
        let reading = KnownLines.reading(octets.span)
        let isQuiet = heard[address].map { line.time.milliseconds(since: $0) < Self.lifePause } ?? false
        if reading == nil, isQuiet { return }
        if heard.count > DeviceListEntry.numbers.count { heard.removeAll() }
        heard[address] = line.time
        await service.take(reading.map { [$0] } ?? [], from: .logs, at: address)
    }
}
