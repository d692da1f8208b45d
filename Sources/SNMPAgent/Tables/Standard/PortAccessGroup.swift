import LinkProtocols
import NetworkValues
import Snapshot

/// IEEE8021-PAE-MIB (IEEE 802.1X-2004, clause 10): the ports with a supplicant, how it runs, and what it counts. There is no
/// authenticator here. The ports are those of ifIndex.
struct PortAccessGroup: MIBGroup {
    enum Scalar: UInt32, CaseIterable {
        case control = 1
    }

    enum PortColumn: UInt32, CaseIterable {
        case version = 2
        case capabilities, initialize, reauthenticate
    }

    enum Column: UInt32, CaseIterable {
        case state = 1
        case heldPeriod, authenticationPeriod, startPeriod, maximumStarts, status, controlsWithAuthenticator, backend
    }

    enum CounterColumn: UInt32, CaseIterable {
        case framesIn = 1
        case framesOut, startsOut, logoffsOut, identityResponsesOut, responsesOut, identityRequestsIn, requestsIn
        case invalidIn, lengthErrorsIn, lastVersion, lastSource
    }

    /// What is shown of a port's supplicant beside its counters.
    private struct Shown: Hashable {
        var state: SupplicantPAEState
        var backend: SupplicantBackendState
        var timers: [Int64]
        var isAuthorized: Bool
    }

    private static let objects: [UInt32] = [1, 0, 8802, 1, 1, 1, 1]

    let name = "IEEE8021-PAE-MIB"
    let prefix: [UInt32] = [1, 0, 8802, 1, 1, 1]

    private let scalars = TableLayout(scalars: objects + [1], Scalar.self)
    private let ports = TableLayout(table: objects + [1, 2], PortColumn.self)
    private let configurations = TableLayout(table: objects + [3, 1], Column.self)
    private let statistics = TableLayout(table: objects + [3, 2], CounterColumn.self)

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        var ports = TableBuilder(ports, previous: previous?.table(ports))
        var configurations = TableBuilder(configurations, previous: previous?.table(configurations))
        var statistics = TableBuilder(statistics, previous: previous?.table(statistics))
        var isEnabled = false
        for port in source.snapshot.lan.ports {
            guard let supplicant = port.supplicant else { continue }
            if supplicant.user != nil { isEnabled = true }
            ports.row(port.interfaceIndex, revision: 0, write: Self.writePort)
            configurations.row([port.interfaceIndex], showing: Self.shown(supplicant), write: Self.write)
            statistics.row([port.interfaceIndex], showing: supplicant.statistics, write: Self.write)
        }
        let control = ScalarGroup(scalars, previous: previous, showing: isEnabled) { isEnabled, row in
            // enabled(1), disabled(2): without a user the supplicant is silent.
            row.number(Scalar.control, isEnabled ? 1 : 2)
        }
        return [
            .scalars(control), .table(ports.table()), .table(configurations.table()), .table(statistics.table()),
        ]
    }

    private static func writePort(to row: inout RowWriter) {
        row.gauge(PortColumn.version, EAPOLPacket.version)
        // dot1xPaePortSuppCapable(1).
        row.bits(PortColumn.capabilities.rawValue, [1])
        row.truth(PortColumn.initialize, false)
        row.truth(PortColumn.reauthenticate, false)
    }

    private static func shown(_ supplicant: SupplicantStatus) -> Shown {
        let timers = supplicant.timers
        return Shown(
            state: supplicant.state, backend: supplicant.backend,
            timers: [
                timers.heldPeriodSeconds, timers.authenticationPeriodSeconds, timers.startPeriodSeconds,
                Int64(timers.maximumStarts),
            ], isAuthorized: supplicant.isAuthorized)
    }

    private static func write(_ shown: Shown, to row: inout RowWriter) {
        row.number(Column.state, shown.state.rawValue)
        let timers: [Column] = [.heldPeriod, .authenticationPeriod, .startPeriod, .maximumStarts]
        for (column, value) in zip(timers, shown.timers) { row.gauge(column, value) }
        // authorized(1), unauthorized(2).
        row.number(Column.status, shown.isAuthorized ? 1 : 2)
        // inactive(1): no authenticator runs on the same port.
        row.number(Column.controlsWithAuthenticator, 1)
        row.number(Column.backend, shown.backend.rawValue)
    }

    private static func write(_ statistics: SupplicantStatistics, to row: inout RowWriter) {
        let counters: [(CounterColumn, UInt64)] = [
            (.framesIn, statistics.framesIn), (.framesOut, statistics.framesOut), (.startsOut, statistics.startsOut),
            (.logoffsOut, statistics.logoffsOut), (.identityResponsesOut, statistics.identityResponsesOut),
            (.responsesOut, statistics.responsesOut), (.identityRequestsIn, statistics.identityRequestsIn),
            (.requestsIn, statistics.requestsIn), (.invalidIn, statistics.invalidIn),
            (.lengthErrorsIn, statistics.lengthErrorsIn),
        ]
        for (column, value) in counters { row.counter32(column.rawValue, value) }
        row.gauge(CounterColumn.lastVersion, statistics.lastVersion)
        row.octetString(
            CounterColumn.lastSource.rawValue, statistics.lastSource?.octets ?? [UInt8](repeating: 0, count: 6))
    }
}
