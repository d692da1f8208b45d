import IPDECTCore

/// ipdectWiredPartTable: the radio fixed parts wired to gateways.
enum WiredPartTable {
    enum Column: UInt32, CaseIterable {
        case state = 2
        case rfpi, description, software, hardware, connectedSince, cableDelay, txErrors, rxErrors
    }

    static func layout(_ tree: OwnTree) -> TableLayout { tree.table(.system, 4, Column.self) }

    static func table(_ parts: [WiredPart], layout: TableLayout, previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(layout, previous: previous)
        for position in parts.indices {
            let index = [parts[position].gatewayIndex, UInt32(parts[position].part.port)]
            builder.row(index, revision: parts[position].revision) { row in
                let part = parts[position].part
                row.number(Column.state, part.state.rawValue)
                row.rfpi(Column.rfpi, part.rfpi)
                row.text(Column.description, part.description, limit: 255)
                row.text(Column.software, part.version)
                row.text(Column.hardware, part.hardware)
                row.time(Column.connectedSince, part.connectedSince)
                row.gauge(Column.cableDelay, part.cableDelayNanoseconds)
                row.counter(Column.txErrors, part.transmitErrors)
                row.counter(Column.rxErrors, part.receiveErrors)
            }
        }
        return builder.table()
    }
}

/// ipdectEnvironmentTable: what the sensors of gateways say.
enum EnvironmentTable {
    enum Column: UInt32, CaseIterable {
        case temperature = 1
        case power, supply, fanRunning
    }

    static func layout(_ tree: OwnTree) -> TableLayout { tree.table(.system, 5, Column.self) }

    static func table(
        _ environments: [GatewayEnvironment], layout: TableLayout, previous: EncodedTable?
    ) -> EncodedTable {
        var builder = TableBuilder(layout, previous: previous)
        for gateway in environments {
            builder.row(gateway.gatewayIndex, revision: gateway.revision) { row in
                row.number(Column.temperature, gateway.environment.temperatureCelsius)
                row.gauge(Column.power, gateway.environment.powerMilliwatts)
                row.gauge(Column.supply, gateway.environment.supplyMillivolts)
                row.truth(Column.fanRunning, gateway.environment.isFanRunning)
            }
        }
        return builder.table()
    }
}
