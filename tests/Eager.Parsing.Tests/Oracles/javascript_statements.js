// Top-level statements as acorn sees them: one JSON line for each {"path"} or {"text"} read from standard input.
// {"statements": [[start, end], …]} in bytes, or {"error"} where it takes the text neither for a module nor for a script.
'use strict'
const fs = require('fs')
const acorn = require('./acorn.js')

function statements(text) {
  const options = { ecmaVersion: 'latest', allowReturnOutsideFunction: true }
  let program
  try {
    program = acorn.parse(text, { ...options, sourceType: 'module' })
  } catch {
    program = acorn.parse(text, { ...options, sourceType: 'script' })
  }
  let at = 0
  let bytes = 0
  const offset = index => {
    bytes += Buffer.byteLength(text.slice(at, index))
    at = index
    return bytes
  }
  return program.body.map(node => [offset(node.start), offset(node.end)])
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
for (const line of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const { path, text } = JSON.parse(line)
  let answer
  try {
    answer = { statements: statements(text ?? decoder.decode(fs.readFileSync(path))) }
  } catch (error) {
    answer = { error: String(error) }
  }
  console.log(JSON.stringify(answer))
}
