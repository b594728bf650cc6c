// Top-level statements as acorn sees them: one JSON line for each path read from standard input.
// {"path", "statements": [[start, end], …]} in bytes, or {"path", "error"} where it takes the file neither for a module nor for a script.
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

for (const path of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  let answer
  try {
    answer = { path, statements: statements(fs.readFileSync(path, 'utf8')) }
  } catch (error) {
    answer = { path, error: String(error) }
  }
  console.log(JSON.stringify(answer))
}
