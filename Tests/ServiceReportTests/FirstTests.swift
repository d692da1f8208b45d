import Testing

@testable import ServiceReport

@Suite struct FirstTests {
    @Test func `a formula is told from a number`() {
        #expect(CSVRow.isFormula("=1+1") && !CSVRow.isFormula("-71.5"))
    }
}
