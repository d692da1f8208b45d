import DeviceProtocols
import Testing

@testable import DeviceFeeds

@Suite struct SNMPGetPlanTests {
    private let a: [UInt32] = [1, 3, 6, 1, 1, 0]
    private let b: [UInt32] = [1, 3, 6, 1, 2, 0]
    private let c: [UInt32] = [1, 3, 6, 1, 3, 0]

    private func variable(_ name: [UInt32], _ value: Int32) -> SNMPVariable { SNMPVariable(name, .integer(value)) }

    @Test func `all names are asked for at once and come back in their order`() throws {
        var plan = SNMPGetPlan([a, b])
        #expect(plan.question == SNMPQuestion(kind: .get, names: [a, b]))
        try plan.take(SNMPAnswer(variables: [variable(a, 1), variable(b, 2)]))
        #expect(plan.question == nil)
        #expect(plan.variables == [variable(a, 1), variable(b, 2)])
    }

    @Test func `what version 1 does not have is left out and the others are asked for again`() throws {
        var plan = SNMPGetPlan([a, b, c])
        try plan.take(SNMPAnswer(errorStatus: 2, errorIndex: 2))
        #expect(plan.question?.names == [a, c])
        try plan.take(SNMPAnswer(variables: [variable(a, 1), variable(c, 3)]))
        #expect(plan.variables == [variable(a, 1), SNMPVariable(b, .noSuchObject), variable(c, 3)])
    }

    @Test(arguments: [0, 4, -1] as [Int32])
    func `when it does not say which name it lacks each is asked for alone`(index: Int32) throws {
        var plan = SNMPGetPlan([a, b, c])
        try plan.take(SNMPAnswer(errorStatus: 2, errorIndex: index))
        #expect(plan.question?.names == [a])
        try plan.take(SNMPAnswer(variables: [variable(a, 1)]))
        try plan.take(SNMPAnswer(errorStatus: 2, errorIndex: index))
        #expect(plan.question?.names == [c])
        try plan.take(SNMPAnswer(variables: [variable(c, 3)]))
        #expect(plan.variables.map(\.value) == [.integer(1), .noSuchObject, .integer(3)])
    }

    @Test func `after tooBig the halves are asked for`() throws {
        var plan = SNMPGetPlan([a, b, c])
        try plan.take(SNMPAnswer(errorStatus: 1))
        #expect(plan.question?.names == [a])
        try plan.take(SNMPAnswer(variables: [variable(a, 1)]))
        #expect(plan.question?.names == [b])
        let error = #expect(throws: SNMPTrouble.self) { try plan.take(SNMPAnswer(errorStatus: 1)) }
        #expect(error?.code == .tooBig)
        #expect(error?.message.contains("1.3.6.1.2.0") == true)
    }

    @Test func `another name or another number of them is an error that names both`() {
        var plan = SNMPGetPlan([a])
        let other = #expect(throws: SNMPTrouble.self) { try plan.take(SNMPAnswer(variables: [variable(b, 1)])) }
        #expect(other?.message == "1.3.6.1.1.0 was asked for, 1.3.6.1.2.0 came")
        plan = SNMPGetPlan([a, b])
        let fewer = #expect(throws: SNMPTrouble.self) { try plan.take(SNMPAnswer(variables: [variable(a, 1)])) }
        #expect(fewer?.message == "2 variables were asked for, 1 came")
    }

    @Test func `another error status is told with its name`() {
        var plan = SNMPGetPlan([a, b])
        let error = #expect(throws: SNMPTrouble.self) { try plan.take(SNMPAnswer(errorStatus: 5, errorIndex: 2)) }
        #expect(error?.code == .errorStatus)
        #expect(error?.message == "a value was asked for; error status 5 (genErr) came about 1.3.6.1.2.0")
        plan = SNMPGetPlan([a])
        let strange = #expect(throws: SNMPTrouble.self) { try plan.take(SNMPAnswer(errorStatus: 77)) }
        #expect(strange?.message.contains("77 (unknown)") == true)
    }

    @Test func `many names go into groups`() throws {
        let names = (0..<60).map { [1, 3, 6, 1, UInt32($0)] }
        var plan = SNMPGetPlan(names)
        var sizes: [Int] = []
        while let question = plan.question {
            sizes.append(question.names.count)
            try plan.take(SNMPAnswer(variables: question.names.map { variable($0, 7) }))
        }
        #expect(sizes == [24, 24, 12])
        #expect(plan.variables.map(\.name) == names)
    }

    @Test func `no names are no question`() {
        #expect(SNMPGetPlan([]).question == nil)
        #expect(SNMPGetPlan([]).variables.isEmpty)
    }
}
