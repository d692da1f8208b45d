/// The informs of late, so that one that is sent again because our answer was lost is not taken for another one.
struct RecentInforms {
    /// What became of an inform that comes.
    enum Sight {
        /// It is there for the first time.
        case new
        /// It came before, and is not safe yet.
        case waiting
        /// It came before, and was answered.
        case answered
    }

    private struct Mark: Hashable {
        var source: SNMPEndpoint
        var requestID: Int32
        var trapOID: [UInt32]
        var upTime: UInt32

        init(_ inform: ReceivedNotification, from source: SNMPEndpoint) {
            self.source = source
            requestID = inform.requestID
            trapOID = inform.trapOID
            upTime = inform.upTime
        }
    }

    /// The marks, and whether the inform was answered.
    private var marks: [Mark: Bool] = [:]
    private var order: [Mark] = []
    private var next = 0

    /// Informs that are remembered.
    static let limit = 512

    /// Looks at an inform, and remembers it.
    mutating func see(_ inform: ReceivedNotification, from source: SNMPEndpoint) -> Sight {
        let mark = Mark(inform, from: source)
        if let isAnswered = marks[mark] { return isAnswered ? .answered : .waiting }
        marks[mark] = false
        if order.count < Self.limit {
            order.append(mark)
        } else {
            marks[order[next]] = nil
            order[next] = mark
            next = (next + 1) % Self.limit
        }
        return .new
    }

    /// An inform is answered.
    mutating func confirm(_ inform: ReceivedNotification, from source: SNMPEndpoint) {
        let mark = Mark(inform, from: source)
        if marks[mark] != nil { marks[mark] = true }
    }

    /// An inform was not taken after all: when it comes again, it is there for the first time.
    mutating func forget(_ inform: ReceivedNotification, from source: SNMPEndpoint) {
        marks[Mark(inform, from: source)] = nil
    }
}
