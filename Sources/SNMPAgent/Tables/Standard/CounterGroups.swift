/// Counters of the engine in the standard modules: the snmp group of SNMPv2-MIB (RFC 3418), snmpEngine of
/// SNMP-FRAMEWORK-MIB (RFC 3411), and the statistics of SNMP-MPD-MIB (RFC 3412), SNMP-TARGET-MIB (RFC 3413) and
/// SNMP-USER-BASED-SM-MIB (RFC 3414). They live: each request reads them.
struct CounterGroup: MIBGroup {
    let name: String
    let prefix: [UInt32]

    private let scalars: DynamicScalars

    /// Makes a group of counters below `prefix`; `others` writes what is not a counter.
    private init(
        _ name: String, _ prefix: [UInt32], _ columns: [UInt32: SNMPCounter], counters: SNMPCounters,
        others: [UInt32: @Sendable (UInt32, inout RowWriter) -> Void] = [:]
    ) {
        self.name = name
        self.prefix = prefix
        let layout = TableLayout(entry: prefix, columns: Array(columns.keys) + Array(others.keys))
        scalars = DynamicScalars(layout) { column, row in
            if let counter = columns[column] {
                row.counter32(column, counters.value(counter))
            } else {
                others[column]?(column, &row)
            }
        }
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        [.dynamic(scalars)]
    }

    /// All groups.
    static func all(_ engine: EngineValues) -> [CounterGroup] {
        [snmp(engine), set(engine), framework(engine), dispatcher(engine), targets(engine), users(engine)]
    }

    private static func snmp(_ engine: EngineValues) -> CounterGroup {
        let isEnabled = engine.sendsAuthenticationFailures
        return CounterGroup(
            "SNMPv2-MIB snmp", [1, 3, 6, 1, 2, 1, 11],
            [
                1: .inPkts, 2: .outPkts, 3: .inBadVersions, 4: .inBadCommunityNames, 5: .inBadCommunityUses,
                6: .inASNParseErrs, 8: .inTooBigs, 9: .inNoSuchNames, 10: .inBadValues, 11: .inReadOnlys,
                12: .inGenErrs, 13: .inTotalReqVars, 14: .inTotalSetVars, 15: .inGetRequests, 16: .inGetNexts,
                17: .inSetRequests, 18: .inGetResponses, 19: .inTraps, 20: .outTooBigs, 21: .outNoSuchNames,
                22: .outBadValues, 24: .outGenErrs, 25: .outGetRequests, 26: .outGetNexts, 27: .outSetRequests,
                28: .outGetResponses, 29: .outTraps, 31: .silentDrops, 32: .proxyDrops,
            ], counters: engine.counters,
            others: [
                // snmpEnableAuthenTraps: enabled(1), disabled(2).
                30: { column, row in row.integer(column, isEnabled() ? 1 : 2) }
            ])
    }

    private static func set(_ engine: EngineValues) -> CounterGroup {
        let serialNumber = engine.serialNumber
        return CounterGroup(
            "SNMPv2-MIB snmpSet", [1, 3, 6, 1, 6, 3, 1, 1, 6], [:], counters: engine.counters,
            others: [
                // snmpSetSerialNo.
                1: { column, row in row.integer(column, serialNumber.current) }
            ])
    }

    private static func framework(_ engine: EngineValues) -> CounterGroup {
        CounterGroup(
            "SNMP-FRAMEWORK-MIB", [1, 3, 6, 1, 6, 3, 10, 2, 1], [:], counters: engine.counters,
            others: [
                1: { column, row in row.octetString(column, engine.engineID) },
                2: { column, row in row.integer(column, engine.engineBoots()) },
                3: { column, row in row.integer(column, engine.engineTime()) },
                4: { column, row in row.integer(column, engine.maximumMessageSize) },
            ])
    }

    private static func dispatcher(_ engine: EngineValues) -> CounterGroup {
        CounterGroup(
            "SNMP-MPD-MIB", [1, 3, 6, 1, 6, 3, 11, 2, 1],
            [1: .unknownSecurityModels, 2: .invalidMsgs, 3: .unknownPDUHandlers], counters: engine.counters)
    }

    private static func targets(_ engine: EngineValues) -> CounterGroup {
        CounterGroup(
            "SNMP-TARGET-MIB", [1, 3, 6, 1, 6, 3, 12, 1], [4: .unavailableContexts, 5: .unknownContexts],
            counters: engine.counters,
            others: [
                // snmpTargetSpinLock: nobody sets anything here, so it never moves.
                1: { column, row in row.integer(column, 0) }
            ])
    }

    private static func users(_ engine: EngineValues) -> CounterGroup {
        CounterGroup(
            "SNMP-USER-BASED-SM-MIB", [1, 3, 6, 1, 6, 3, 15, 1, 1],
            [
                1: .unsupportedSecLevels, 2: .notInTimeWindows, 3: .unknownUserNames, 4: .unknownEngineIDs,
                5: .wrongDigests, 6: .decryptionErrors,
            ], counters: engine.counters)
    }
}
